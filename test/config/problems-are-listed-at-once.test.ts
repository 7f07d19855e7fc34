import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { CallmillError } from '../../src/errors/error.ts';

describe('the configuration', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'callmill-config-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const failure = (env: Record<string, string>): string => {
    try {
      loadConfig(env, directory);
    } catch (error) {
      if (error instanceof CallmillError && error.code === 'config_invalid') return error.explanation;
      throw error;
    }
    return '';
  };

  it('has defaults for everything', () => {
    expect(loadConfig({}, directory)).toMatchObject({
      dbHost: '127.0.0.1',
      dbPort: 3306,
      pollSeconds: 5,
      provider: 'auto',
      redact: true,
    });
  });

  it('keeps the names its users have and converts units', () => {
    const env = {
      AI_DB_HOST: 'db',
      AI_DB_PORT: '3307',
      POLL_INTERVAL: '2',
      CUDA_VISIBLE_DEVICES: '0',
      CALLMILL_REDACT: 'no',
    };
    expect(loadConfig(env, directory)).toMatchObject({
      dbHost: 'db',
      dbPort: 3307,
      pollSeconds: 2,
      cudaVisibleDevices: '0',
      redact: false,
    });
  });

  it('names every problem in one message, and no value', () => {
    const message = failure({
      AI_DB_PORT: 'abc',
      CALLMILL_PROVIDER: 'gpu',
      R2_ENDPOINT: 'not a url',
      R2_SECRET_ACCESS_KEY: 's3cr3t-value',
    });
    expect(message).toContain('AI_DB_PORT must be a number');
    expect(message).toContain('CALLMILL_PROVIDER must be one of auto, cpu, cuda');
    expect(message).toContain('R2_ENDPOINT must be a URL');
    expect(message).toContain('belong together');
    expect(message).not.toContain('s3cr3t-value');
    expect(message).not.toContain('abc');
  });

  it('reads .env below the real environment, and takes empty values as unset', () => {
    writeFileSync(join(directory, '.env'), 'AI_DB_HOST=from-file\nAI_DB_DATABASE=calls\n');
    expect(loadConfig({ AI_DB_HOST: 'from-env', AI_DB_DATABASE: '' }, directory)).toMatchObject({
      dbHost: 'from-env',
      dbName: 'calls',
    });
  });

  it('reads a secret from its file, without the line end', () => {
    const path = join(directory, 'password');
    writeFileSync(path, 'pa ss\n');
    expect(loadConfig({ AI_DB_PASSWORD_FILE: path }, directory).dbPassword).toBe('pa ss');
  });

  it('refuses a secret given twice, and a secret file that is not there', () => {
    const path = join(directory, 'password');
    writeFileSync(path, 'x');
    expect(failure({ AI_DB_PASSWORD_FILE: path, AI_DB_PASSWORD: 'y' })).toContain('are both set');
    expect(failure({ AI_DB_PASSWORD_FILE: join(directory, 'absent') })).toContain(
      'AI_DB_PASSWORD_FILE names a file that cannot be read',
    );
  });

  it('refuses a heartbeat that could let the lease run out', () => {
    expect(failure({ CALLMILL_LEASE_SECONDS: '30', CALLMILL_HEARTBEAT_SECONDS: '20' })).toContain(
      'at most half',
    );
  });
});
