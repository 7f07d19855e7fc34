import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { CallmillError } from '../errors/error.ts';
import { type Config, SETTINGS, type Setting } from './settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the configuration: real environment first, then `.env` in `directory`, then defaults. A secret may be given as
 * `NAME_FILE`, the path of a file that holds it.
 *
 * @throws CallmillError config_invalid listing every problem at once; values never appear in it.
 */
export function loadConfig(
  environment: Environment = process.env,
  directory: string = process.cwd(),
): Config {
  const problems: string[] = [];
  const env = { ...readDotEnv(directory, problems), ...withoutEmpty(environment) };
  const config: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(SETTINGS)) {
    config[name] = readSetting(setting, env, problems);
  }
  checkStorage(config as Partial<Config>, problems);
  checkLease(config as Partial<Config>, problems);
  if (problems.length > 0) {
    const list = problems.map((problem) => `  - ${problem}`).join('\n');
    throw new CallmillError('config_invalid', `${problems.length} setting(s) need attention:\n${list}`);
  }
  return config as Config;
}

/** The environment as it is, for the few values that are handed on to child processes. */
export function currentEnvironment(): Environment {
  return process.env;
}

/** Where systemd wants to hear from this process; both undefined when it did not start it. */
export function systemdEnvironment(): { socket: string | undefined; watchdogMs: number | undefined } {
  const { NOTIFY_SOCKET: socket, WATCHDOG_USEC: microseconds } = process.env;
  return { socket, watchdogMs: microseconds === undefined ? undefined : Number(microseconds) / 1000 };
}

function readSetting(setting: Setting, env: Environment, problems: string[]): unknown {
  const raw = setting.secret ? readSecret(setting.env, env, problems) : env[setting.env];
  const result = setting.schema.safeParse(raw);
  if (result.success) return result.data;
  for (const issue of result.error.issues) problems.push(`${setting.env} ${issue.message}`);
  return undefined;
}

function readSecret(name: string, env: Environment, problems: string[]): string | undefined {
  const path = env[`${name}_FILE`];
  if (path === undefined) return env[name];
  if (env[name] !== undefined) {
    problems.push(`${name} and ${name}_FILE are both set: keep one`);
    return undefined;
  }
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    problems.push(`${name}_FILE names a file that cannot be read`);
    return undefined;
  }
}

function readDotEnv(directory: string, problems: string[]): Environment {
  const path = join(directory, '.env');
  if (!existsSync(path)) return {};
  try {
    return withoutEmpty(parseEnv(readFileSync(path, 'utf8')));
  } catch {
    problems.push('.env cannot be read');
    return {};
  }
}

/** An empty value counts as unset, as compose files and DaemonSets often produce it. */
function withoutEmpty(env: Environment): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && value !== '') kept[name] = value;
  }
  return kept;
}

function checkStorage(config: Partial<Config>, problems: string[]): void {
  const s3 = [
    config.storageEndpoint,
    config.storageAccessKeyId,
    config.storageSecretAccessKey,
    config.storageBucket,
  ];
  const given = s3.filter((value) => value !== undefined).length;
  if (given > 0 && given < s3.length && config.storageDirectory === undefined) {
    problems.push(
      'R2_ENDPOINT, R2_ACCESS_KEY_ID, R2_SECRET_ACCESS_KEY and R2_BUCKET belong together: some are missing',
    );
  }
}

function checkLease(config: Partial<Config>, problems: string[]): void {
  const { heartbeatSeconds, leaseSeconds } = config;
  if (heartbeatSeconds !== undefined && leaseSeconds !== undefined && heartbeatSeconds * 2 > leaseSeconds) {
    problems.push('CALLMILL_HEARTBEAT_SECONDS must be at most half of CALLMILL_LEASE_SECONDS');
  }
}
