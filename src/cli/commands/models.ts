import type { Command } from 'commander';
import { cacheDirectory } from '../../config/paths.ts';
import { CallmillError } from '../../errors/error.ts';
import { ensureGeneratedModels } from '../../models/generated/ensure.ts';
import { directoryOf, locateModel, type ModelPlaces } from '../../models/locate.ts';
import { type ModelEntry, manifest, manifestEntry } from '../../models/manifest.ts';
import { pullModel } from '../../models/pull.ts';
import { recommended } from '../../models/recommended.ts';
import { boardNamed } from '../../plan/board.ts';
import type { CliContext } from '../context.ts';
import { print, printJson, remark, table } from '../output.ts';
import { pullBars } from '../pull-bars.ts';
import { registerModelsPrune } from './models-prune.ts';

interface JsonOption {
  readonly json?: true;
}

/** `callmill models`: what models there are, which are here, and how they get here. */
export function registerModels(program: Command, context: CliContext): void {
  const models = program.command('models').description('List, pull, verify, generate and prune models.');
  registerList(models, context);
  registerPull(models, context);
  registerVerify(models, context);
  registerGenerate(models, context);
  registerModelsPrune(models, context);
}

function registerList(models: Command, context: CliContext): void {
  models
    .command('list')
    .description('List the known models with their licences and say which are on this machine.')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  callmill models list')
    .action(async ({ json }: JsonOption) => {
      const places = modelPlaces(context);
      const listed = [];
      for (const entry of manifest().models) {
        const { files, ...facts } = entry;
        listed.push({ ...facts, bytes: bytesOf(entry), directory: await directoryOf(entry, places) });
      }
      if (json === true) return printJson(context, listed);
      const rows = listed.map((model) => [
        model.id,
        model.role,
        model.bytes === null ? '' : (model.bytes / 1_000_000).toFixed(1),
        model.licence,
        model.directory ?? '',
      ]);
      print(context, table(['model', 'role', 'MB', 'licence', 'here'], rows));
    });
}

function registerPull(models: Command, context: CliContext): void {
  models
    .command('pull')
    .description('Download models into the cache; without ids, a good one for every role.')
    .argument('[id...]', 'model ids from "callmill models list"')
    .option('--board <id>', 'what a known board is planned with; see "callmill plan"')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  callmill models pull whisper-small.en silero-vad\n\n' +
        'An interrupted pull goes on where it stopped. CALLMILL_MODELS_MIRROR names another source.',
    )
    .action(async (ids: readonly string[], { json, board }: JsonOption & { readonly board?: string }) => {
      const named = [...ids, ...(board === undefined ? [] : Object.values(boardNamed(board).models))];
      const wanted = named.length > 0 ? named.map(manifestEntry) : recommended(manifest());
      const pulled = [];
      for (const entry of wanted) pulled.push(await pull(entry, context));
      if (json === true) printJson(context, pulled);
      else for (const { id, directory } of pulled) print(context, `${id} is complete in ${directory}`);
    });
}

function registerVerify(models: Command, context: CliContext): void {
  models
    .command('verify')
    .description('Read models again and compare their checksums; without ids, all that are here.')
    .argument('[id...]', 'model ids from "callmill models list"')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  callmill models verify\n\nExits 1 when a model is missing or corrupt.',
    )
    .action(async (ids: readonly string[], { json }: JsonOption) => {
      const places = modelPlaces(context);
      const entries = ids.length > 0 ? ids.map(manifestEntry) : await present(places);
      const verified = [];
      for (const entry of entries) {
        context.signal.throwIfAborted();
        verified.push(await verify(entry, places, (file) => remark(context, pinnedRemark(file))));
      }
      if (json === true) printJson(context, verified);
      else
        for (const { id, ok, finding } of verified)
          print(context, `${ok ? 'ok' : 'FAILED'}  ${id}  ${finding}`);
      if (verified.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

function registerGenerate(models: Command, context: CliContext): void {
  models
    .command('generate')
    .description('Make the generated models, which prove the path; their words mean nothing.')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  callmill models generate')
    .action(async ({ json }: JsonOption) => {
      const directory = await ensureGeneratedModels(cacheDirectory(context.config()));
      if (json === true) printJson(context, { directory });
      else print(context, `The generated models are in ${directory}`);
    });
}

async function pull(entry: ModelEntry, context: CliContext) {
  const config = context.config();
  const { signal } = context;
  remark(context, `${entry.id} (${entry.licence})`);
  using bars = pullBars(context);
  try {
    const { id, directory, sha256 } = await pullModel(entry.id, {
      cacheDir: cacheDirectory(config),
      mirror: config.modelsMirror ?? null,
      onPinned: (file) => remark(context, pinnedRemark(file)),
      signal,
      onProgress: (progress) => bars.update(progress),
    });
    return { id, directory, sha256 };
  } catch (cause) {
    if (!signal.aborted) throw cause;
    throw new CallmillError('worker_stopped', `Pulling ${entry.id} was stopped`, {
      cause,
      remedy: 'Run the command again: it goes on where it stopped.',
    });
  }
}

function modelPlaces(context: CliContext): ModelPlaces {
  const config = context.config();
  return { modelsDir: config.modelsDirectory ?? null, cacheDir: cacheDirectory(config) };
}

async function present(places: ModelPlaces): Promise<ModelEntry[]> {
  const here: ModelEntry[] = [];
  for (const entry of manifest().models) {
    if ((await directoryOf(entry, places)) !== null) here.push(entry);
  }
  return here;
}

/** What a person should know of a file that nothing vouches for. */
function pinnedRemark(file: string): string {
  return `${file} has no published checksum: this copy is pinned in models.lock.json, another will be refused.`;
}

async function verify(entry: ModelEntry, places: ModelPlaces, onPinned: (file: string) => void) {
  try {
    const { sha256, directory } = await locateModel(entry.id, { ...places, again: true, onPinned });
    return { id: entry.id, ok: true, finding: directory, sha256 };
  } catch (error) {
    if (!(error instanceof CallmillError)) throw error;
    return { id: entry.id, ok: false, finding: error.explanation, code: error.code };
  }
}

function bytesOf({ files }: ModelEntry): number | null {
  let sum = 0;
  for (const { bytes } of files) {
    if (bytes === undefined) return null;
    sum += bytes;
  }
  return sum;
}
