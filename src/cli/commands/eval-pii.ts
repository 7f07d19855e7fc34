import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Command } from 'commander';
import { CallmillError } from '../../errors/error.ts';
import { type GoldDocument, parseGold } from '../../eval/pii/corpus.ts';
import { type DocumentScore, scoreDocument } from '../../eval/pii/score-document.ts';
import { type PiiSummary, summarise } from '../../eval/pii/summary.ts';
import { inspect } from '../../pii/documents/inspect.ts';
import type { PiiPolicy } from '../../pii/policy.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { jsonLines } from '../json-lines.ts';
import { print, printJson, remark } from '../output.ts';
import { readPolicy } from '../read-policy.ts';
import { renderPiiSummary } from '../render/pii-evaluation.ts';

interface Options {
  readonly corpus: string;
  readonly policy?: string;
  readonly worst: number;
  readonly seed: number;
  readonly json?: true;
}

/** Where a miss is, for people who may look at the corpus: ids and rules, never text. */
export interface Miss {
  readonly id: string | number;
  readonly missed: readonly string[];
  readonly alarms: readonly string[];
}

/** `callmill eval pii`: the rules of redaction against labelled text. */
export function registerEvalPii(group: Command, context: CliContext): void {
  group
    .command('pii')
    .description(
      'Measure redaction on labelled text: JSON lines {"id", "text", "entities": [{start, end, label}]}.',
    )
    .requiredOption('--corpus <path>', 'a file, or a folder whose *.jsonl files are measured one by one')
    .option('--policy <file>', 'redaction policy as JSON')
    .option('--worst <count>', 'texts with the most misses to name', wholeNumber, 5)
    .option('--seed <number>', 'of the intervals', wholeNumber, 1)
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  callmill eval pii --corpus corpora/pii --json')
    .action(async ({ corpus, policy: file, worst, seed, json }: Options) => {
      const policy = await readPolicy(file);
      const measured: (PiiSummary & { readonly worst: readonly Miss[] })[] = [];
      for (const path of await filesOf(corpus)) {
        const gold = await readGold(path);
        if (gold.length === 0) {
          remark(context, `${path} holds no labelled text`);
          continue;
        }
        context.signal.throwIfAborted();
        const name = path === corpus ? basename(path) : relative(corpus, path);
        const { scores, seconds } = measure(gold, policy);
        measured.push({ ...summarise(name, scores, seconds, seed), worst: worstOf(scores, worst) });
      }
      if (measured.length === 0) throw new CallmillError('not_found', 'No labelled text was found');
      if (json === true) printJson(context, measured);
      else for (const one of measured) print(context, renderPiiSummary(one));
    });
}

async function filesOf(path: string): Promise<string[]> {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new CallmillError('usage', `The corpus ${path} cannot be read`, { cause });
  });
  if (!facts.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(path, name));
}

async function readGold(path: string): Promise<GoldDocument[]> {
  const gold: GoldDocument[] = [];
  for await (const { text } of jsonLines(path)) {
    const one = parseGold(text);
    if (one !== null) gold.push(one);
  }
  return gold;
}

/** Texts looked at before the clock starts: the compiler has its share of the first ones. */
const WARM_UP = 5_000;

/** Only finding is timed, by the processor: neither reading nor comparing, nor another process's turn. */
function measure(gold: readonly GoldDocument[], policy: PiiPolicy) {
  for (const { document } of gold.slice(0, WARM_UP)) inspect(document, policy);
  const before = process.cpuUsage();
  const found = gold.map(({ document }) => inspect(document, policy));
  const { user, system } = process.cpuUsage(before);
  const scores = gold.map((one, index) => scoreDocument(one, found[index] ?? []));
  return { scores, seconds: (user + system) / 1e6 };
}

function worstOf(scores: readonly DocumentScore[], count: number): Miss[] {
  return scores
    .map(({ id, gold, found }) => ({
      id,
      missed: gold.filter(({ covered }) => !covered).map(({ label }) => label),
      alarms: found
        .filter(({ touches }) => touches.length === 0)
        .map(({ type, rule }) => `${type} by ${rule}`),
    }))
    .filter(({ missed, alarms }) => missed.length + alarms.length > 0)
    .sort((a, b) => b.missed.length - a.missed.length || b.alarms.length - a.alarms.length)
    .slice(0, count);
}
