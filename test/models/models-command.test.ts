import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GENERATORS } from '../../src/models/generated/build.ts';
import { ensureGeneratedModels } from '../../src/models/generated/ensure.ts';
import { scratchDirectory } from './fixtures/run.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `callmill models …` with a cache of its own and nothing of the caller's environment. */
function models(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> {
  return new Promise((ended) => {
    const child = execFile(process.execPath, [MAIN, 'models', ...args], { env }, (_, stdout, stderr) => {
      ended({ status: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

describe('callmill models', () => {
  it('lists licences and what is here, as JSON too', async () => {
    const cache = await scratchDirectory();
    const env = { CALLMILL_CACHE_DIR: cache };
    await ensureGeneratedModels(cache);
    const plain = await models(env, 'list');
    expect(plain.stdout).toMatch(/whisper-turbo\s+speech\s+1036\.6\s+MIT/);
    const listed = JSON.parse((await models(env, 'list', '--json')).stdout) as {
      id: string;
      directory: unknown;
    }[];
    expect(listed.find((model) => model.id === 'generated-llama')?.directory).toContain(cache);
    expect(listed.find((model) => model.id === 'llama-3.2-1b')?.directory).toBeNull();
  });

  it('names the place a mirror lacks, makes generated models and verifies them', async () => {
    const cache = await scratchDirectory();
    const mirror = await scratchDirectory();
    const env = { CALLMILL_CACHE_DIR: cache, CALLMILL_MODELS_MIRROR: mirror };
    const absent = await models(env, 'pull', 'silero-vad');
    expect(absent).toMatchObject({ status: 1, stdout: '' });
    expect(absent.stderr).toContain(
      `silero_vad.onnx cannot be read in ${join(mirror, 'silero-vad')} (ENOENT)`,
    );

    const generated = await models(env, 'generate', '--json');
    const { directory } = JSON.parse(generated.stdout) as { directory: string };
    expect((await readFile(join(directory, 'generated-llama', 'model.gguf'))).subarray(0, 4).toString()).toBe(
      'GGUF',
    );
    const verified = await models(env, 'verify', '--json');
    expect(verified.status).toBe(0);
    const ids = (JSON.parse(verified.stdout) as { id: string }[]).map(({ id }) => id);
    expect(ids.toSorted()).toEqual([...Object.keys(GENERATORS), 'pii-ner', 'speaker-channels64'].toSorted());
  });

  it('exits 1 and says what to do when a model asked for is not there', async () => {
    const env = { CALLMILL_CACHE_DIR: await scratchDirectory() };
    const { status, stdout } = await models(env, 'verify', 'titanet-small');
    expect(status).toBe(1);
    expect(stdout).toContain('callmill models pull titanet-small');
    const unknown = await models(env, 'pull', 'whisper-enormous');
    expect(unknown.status).toBe(1);
    expect(unknown.stderr).toContain('callmill models list');
  });
});
