import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { COMMANDS } from '../../src/cli/commands/index.ts';
import type { CliContext } from '../../src/cli/context.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { FreshDatabase } from '../setup/fresh-database.ts';

export interface CommandResult {
  readonly out: string;
  readonly err: string;
  /** What the command threw, if it did. */
  readonly error: unknown;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Runs one command in this process, against a database of the test's own. */
export async function runCommand(
  database: FreshDatabase,
  args: readonly string[],
  { env, signal }: RunOptions = {},
): Promise<CommandResult> {
  const own = {
    AI_DB_HOST: database.host,
    AI_DB_PORT: String(database.port),
    AI_DB_DATABASE: database.database,
    AI_DB_USERNAME: database.user,
    AI_DB_PASSWORD: database.password,
  };
  return await runAlone(args, { env: { ...own, ...env }, ...(signal === undefined ? {} : { signal }) });
}

/** Runs one command that needs no database; nothing of the machine's settings counts. */
export async function runAlone(
  args: readonly string[],
  { env = {}, signal }: RunOptions = {},
): Promise<CommandResult> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const text = { out: '', err: '' };
  out.setEncoding('utf8').on('data', (chunk: string) => {
    text.out += chunk;
  });
  err.setEncoding('utf8').on('data', (chunk: string) => {
    text.err += chunk;
  });
  const context: CliContext = {
    config: () => loadConfig(env, '/'),
    out,
    err,
    signal: signal ?? new AbortController().signal,
  };
  const program = new Command('callmill').exitOverride();
  for (const register of COMMANDS) register(program, context);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeErr: (line) => err.write(line) });
  let error: unknown = null;
  try {
    await program.parseAsync(['node', 'callmill', ...args]);
  } catch (thrown) {
    error = thrown;
  }
  return { ...text, error };
}
