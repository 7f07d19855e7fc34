import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { CallmillError } from '../../errors/error.ts';
import type { EntityClassifier, SpansBySegment } from '../../pii/classifier.ts';
import { classifyDocument, inspect } from '../../pii/documents/inspect.ts';
import { jsonLines } from '../../pii/documents/json-lines.ts';
import type { PiiPolicy } from '../../pii/policy.ts';
import { type GoldDocument, parseGold } from './corpus.ts';
import { type DocumentScore, scoreDocument } from './score-document.ts';
import { type PiiSummary, summarise } from './summary.ts';

/**
 * Words looked at before the clock starts, the same texts again where there are fewer: a worker runs for days, and until
 * the compiler has seen everything often enough the rules read half as fast.
 */
const WARM_UP_WORDS = 200_000;

const LETTERS_OF_A_WORD = 6;

/** Where misses are, for people who may look at the corpus: ids, labels and rules, never text. */
export interface Miss {
  readonly id: string | number;
  readonly missed: readonly string[];
  readonly alarms: readonly string[];
}

export interface Measured extends PiiSummary {
  readonly worst: readonly Miss[];
}

export interface MeasureOptions {
  /** How many texts with misses to name. */
  readonly worst: number;
  /** Of the intervals. */
  readonly seed: number;
  /** Null or absent: rules alone. */
  readonly classifier?: EntityClassifier | null;
}

/**
 * Measures a labelled file, or every *.jsonl file of a folder by itself; files without labelled text are left out.
 * @throws CallmillError usage when the path cannot be read
 */
export async function* measureCorpora(
  path: string,
  policy: PiiPolicy,
  { worst, seed, classifier = null }: MeasureOptions,
): AsyncGenerator<Measured> {
  for (const file of await filesOf(path)) {
    const gold = await readGold(file);
    if (gold.length === 0) continue;
    const name = file === path ? basename(file) : relative(path, file);
    const { scores, seconds } = await measure(gold, policy, classifier);
    yield { ...summarise(name, scores, seconds, seed), worst: worstOf(scores, worst) };
  }
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

/** Only the rules are timed, by the processor: neither reading, comparing nor the classifier's own process. */
async function measure(
  gold: readonly GoldDocument[],
  policy: PiiPolicy,
  classifier: EntityClassifier | null,
) {
  const classified: SpansBySegment[] = [];
  for (const { document } of gold) classified.push(await classifyDocument(document, classifier));
  warmUp(gold, policy);
  const before = process.cpuUsage();
  const found = gold.map(({ document }, index) => inspect(document, policy, classified[index]));
  const { user, system } = process.cpuUsage(before);
  const scores = gold.map((one, index) => scoreDocument(one, found[index] ?? []));
  return { scores, seconds: (user + system) / 1e6 };
}

function warmUp(gold: readonly GoldDocument[], policy: PiiPolicy): void {
  for (let words = 0, at = 0; words < WARM_UP_WORDS; at = (at + 1) % gold.length) {
    const one = gold[at];
    if (one === undefined) return;
    inspect(one.document, policy);
    // an empty text counts too, or a corpus of them would have no end
    words += 1 + one.text.length / LETTERS_OF_A_WORD;
  }
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
