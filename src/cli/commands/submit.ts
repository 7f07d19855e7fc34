import { stat } from 'node:fs/promises';
import { parse } from 'node:path';
import type { Command } from 'commander';
import { wallClock } from '../../clock/clock.ts';
import type { Database } from '../../database/connect.ts';
import type { Direction } from '../../database/schema.ts';
import { CallmillError } from '../../errors/error.ts';
import { DEFAULT_TENANT, findCall, type Submitted, submit } from '../../queue/submit.ts';
import { contentTypeOf } from '../../storage/content-type.ts';
import type { Store } from '../../storage/store.ts';
import { oneOf, wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { configuredStore } from '../open-store.ts';
import { print, printJson } from '../output.ts';
import { withDatabase } from '../with-database.ts';

interface SubmitOptions {
  readonly callId?: string;
  readonly tenant?: number;
  readonly priority?: number;
  readonly direction?: Direction;
  readonly agentName?: string;
  readonly customerName?: string;
  readonly json?: true;
}

/** `callmill submit FILE…`: uploads recordings and inserts their rows; a call id that is there already changes nothing. */
export function registerSubmit(program: Command, context: CliContext): void {
  program
    .command('submit')
    .description('Upload recordings to the bucket and queue them.')
    .argument('<file...>', 'audio or video files')
    .option('--call-id <id>', "the telephony system's call id (one file only); the file's name when absent")
    .option('--tenant <id>', 'tenant id', wholeNumber)
    .option('--priority <n>', 'small numbers first (default 100)', wholeNumber)
    .option('--direction <direction>', 'inbound or outbound', oneOf('inbound', 'outbound'))
    .option('--agent-name <name>', "the agent's name")
    .option('--customer-name <name>', "the customer's name")
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  callmill submit call.wav --call-id 20260301-0042 --direction inbound',
    )
    .action(async (files: readonly string[], options: SubmitOptions) => {
      if (options.callId !== undefined && files.length > 1) {
        throw new CallmillError('usage', '--call-id names one call, but several files were given');
      }
      const store = configuredStore(context.config(), null);
      const results = await withDatabase(context, async (database) => {
        const submitted: (Submitted & { file: string; callId: string })[] = [];
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
      if (options.json === true) return printJson(context, results);
      for (const result of results) {
        const what = result.created ? 'queued as' : 'was submitted before as';
        print(context, `${result.file}: call ${result.callId} ${what} recording ${result.recordingId}`);
      }
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
  await checkFile(file);
  const tenantId = options.tenant ?? DEFAULT_TENANT;
  const known = await findCall(database, tenantId, callId);
  if (known !== null) return known;
  const storageKey = keyFor(file, tenantId, callId);
  await store.upload(file, storageKey, contentTypeOf(file) ?? 'application/octet-stream', context.signal);
  return await submit(database, {
    callId,
    storageKey,
    tenantId,
    ...(options.priority === undefined ? {} : { priority: options.priority }),
    direction: options.direction ?? null,
    agentName: options.agentName ?? null,
    customerName: options.customerName ?? null,
  });
}

async function checkFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.isFile() !== true) {
    throw new CallmillError('usage', `${file} is not a file that can be read`, { remedy: 'Check the path.' });
  }
}

/** `call-recordings/2026/03/01/name`, the layout that the application uses too; the call id keeps names apart. */
function keyFor(file: string, tenantId: number, callId: string): string {
  const [year, month, day] = wallClock().toISOString().slice(0, 10).split('-');
  const name = callId.replace(/[^\w.-]/g, '_');
  const tenant = tenantId === DEFAULT_TENANT ? '' : `tenant-${tenantId}-`;
  return `call-recordings/${year}/${month}/${day}/${tenant}${name}${parse(file).ext.toLowerCase()}`;
}
