import { stat } from 'node:fs/promises';
import { parse } from 'node:path';
import type { Command } from 'commander';
import type { Database } from '../../database/connect.ts';
import type { Direction } from '../../database/schema.ts';
import { CallmillError } from '../../errors/error.ts';
import { sha256OfFile } from '../../models/hash.ts';
import { DEFAULT_TENANT, findCall, type Submitted, submit, submitMany } from '../../queue/submit.ts';
import { requireTenants } from '../../queue/tenants.ts';
import { contentTypeOf } from '../../storage/content-type.ts';
import type { Store } from '../../storage/store.ts';
import { oneOf, priority, wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { readManifest } from '../manifest.ts';
import { configuredStore } from '../open-store.ts';
import { print, printJson, remark } from '../output.ts';
import { recordingKey } from '../recording-key.ts';
import { withDatabase } from '../with-database.ts';

interface SubmitOptions {
  readonly callId?: string;
  readonly manifest?: string;
  readonly tenant?: number;
  readonly priority?: number;
  readonly direction?: Direction;
  readonly agentName?: string;
  readonly customerName?: string;
  readonly json?: true;
}

interface Line extends Submitted {
  readonly file?: string;
  readonly callId: string;
}

/** `callmill submit FILE…`: uploads recordings and inserts their rows; a call id that is there already changes nothing. */
export function registerSubmit(program: Command, context: CliContext): void {
  program
    .command('submit')
    .description(
      'Upload recordings to the bucket and queue them; or queue what a manifest names, without upload.',
    )
    .argument('[file...]', 'audio or video files')
    .option('--manifest <file>', 'JSON lines: call_id and storage_key or source_url, see docs/queue.md')
    .option('--call-id <id>', "the telephony system's call id (one file only); the file's name when absent")
    .option('--tenant <id>', 'tenant id', wholeNumber)
    .option('--priority <n>', 'urgent, normal, backfill or a number, small first (default 100)', priority)
    .option('--direction <direction>', 'inbound or outbound', oneOf('inbound', 'outbound'))
    .option('--agent-name <name>', "the agent's name")
    .option('--customer-name <name>', "the customer's name")
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  callmill submit call.wav --call-id 20260301-0042 --direction inbound\n  callmill submit --manifest calls.jsonl --priority backfill',
    )
    .action(async (files: readonly string[], options: SubmitOptions) => {
      if ((files.length === 0) === (options.manifest === undefined)) {
        throw new CallmillError('usage', 'Give files or --manifest, one of the two');
      }
      if (options.callId !== undefined && files.length !== 1) {
        throw new CallmillError('usage', '--call-id names one call, but not exactly one file was given');
      }
      if (options.manifest === undefined)
        return report(context, options, await submitFiles(context, files, options));
      return report(context, options, await submitManifest(context, options.manifest, options));
    });
}

async function submitManifest(
  context: CliContext,
  path: string,
  options: SubmitOptions,
): Promise<readonly Line[]> {
  await checkFile(path);
  const calls = await readManifest(path, {
    ...(options.tenant === undefined ? {} : { tenantId: options.tenant }),
    ...(options.priority === undefined ? {} : { priority: options.priority }),
  });
  return await withDatabase(context, async (database) => {
    await requireTenants(database, new Set(calls.map((call) => call.tenantId ?? DEFAULT_TENANT)));
    const submitted = await submitMany(database, calls, (done) => progress(context, done, calls.length));
    return submitted.map((line, index) => ({ callId: calls[index]?.callId ?? '', ...line }));
  });
}

function progress(context: CliContext, done: number, all: number): void {
  if (context.err.isTTY === true) context.err.write(`\r${done} of ${all} calls${done === all ? '\n' : ''}`);
  else if (done === all) remark(context, `${done} of ${all} calls`);
}

async function submitFiles(
  context: CliContext,
  files: readonly string[],
  options: SubmitOptions,
): Promise<readonly Line[]> {
  const store = configuredStore(context.config(), null);
  return await withDatabase(context, async (database) => {
    await requireTenants(database, [options.tenant ?? DEFAULT_TENANT]);
    const submitted: Line[] = [];
    for (const file of files) {
      const callId = options.callId ?? parse(file).name;
      submitted.push({
        file,
        callId,
        ...(await submitFile(context, database, store, file, callId, options)),
      });
    }
    return submitted;
  });
}

/** Looks for the call first: uploading again would replace the audio of a call that is perhaps being processed. */
async function submitFile(
  context: CliContext,
  database: Database,
  store: Store,
  file: string,
  callId: string,
  options: SubmitOptions,
): Promise<Submitted> {
  const sizeBytes = await checkFile(file);
  const sha256 = await sha256OfFile(file, context.signal);
  const tenantId = options.tenant ?? DEFAULT_TENANT;
  const known = await findCall(database, tenantId, callId);
  if (known !== null) {
    const { recordingId, storageKey } = known;
    return { recordingId, storageKey, created: false, conflict: (known.sha256 ?? sha256) !== sha256 };
  }
  const storageKey = recordingKey(file, tenantId, callId);
  await store.upload(file, storageKey, contentTypeOf(file) ?? 'application/octet-stream', context.signal);
  return await submit(database, {
    callId,
    storageKey,
    tenantId,
    ...(options.priority === undefined ? {} : { priority: options.priority }),
    direction: options.direction ?? null,
    agentName: options.agentName ?? null,
    customerName: options.customerName ?? null,
    sizeBytes,
    sha256,
  });
}

/** @returns its size in bytes */
async function checkFile(file: string): Promise<number> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) {
    throw new CallmillError('usage', `${file} is not a file that can be read`, { remedy: 'Check the path.' });
  }
  return found.size;
}

/** @throws CallmillError call_id_taken when a known call has other audio, after everything has been said */
function report(context: CliContext, options: SubmitOptions, lines: readonly Line[]): void {
  const conflicts = lines.filter((line) => line.conflict);
  if (options.json === true) printJson(context, lines);
  else if (options.manifest === undefined) for (const line of lines) print(context, describe(line));
  else {
    const created = lines.filter((line) => line.created).length;
    print(context, `${created} call(s) queued, ${lines.length - created} submitted before.`);
    for (const line of conflicts.slice(0, 20)) print(context, describe(line));
  }
  if (conflicts.length === 0) return;
  throw new CallmillError('call_id_taken', `${conflicts.length} call id(s) belong to other audio already`);
}

function describe(line: Line): string {
  const what = line.created ? 'queued as' : 'was submitted before as';
  const other = line.conflict ? ', with other audio, which stays' : '';
  const file = line.file === undefined ? '' : `${line.file}: `;
  return `${file}call ${line.callId} ${what} recording ${line.recordingId}${other}`;
}
