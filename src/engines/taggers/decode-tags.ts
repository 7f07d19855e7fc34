import type { ClassifiedSpan } from '../../pii/classifier.ts';
import type { PiiType } from '../../pii/types.ts';
import { type TypeColumns, typeColumns } from './labels.ts';
import type { TurnProbabilities } from './tagger.ts';

/** How probable an entity must be before its word is taken, by type; `any` for all others. */
export type Thresholds = Readonly<Partial<Record<PiiType | 'any', number>>>;

const DEFAULT_THRESHOLD = 0.5;

interface Tagged {
  readonly type: PiiType;
  readonly probability: number;
  readonly begins: boolean;
}

/**
 * Rows of probabilities become spans. A word belongs to its likeliest type when all types together reach that type's
 * threshold: whether it is a person's or a street's name may be open as long as it is somebody's. A span ends where the
 * type changes or the next word more likely begins one than continues it.
 */
export function decodeTags(
  probabilities: TurnProbabilities,
  labels: readonly string[],
  thresholds: Thresholds = {},
): ClassifiedSpan[] {
  const columns = typeColumns(labels);
  const words = probabilities.length / labels.length;
  const spans: ClassifiedSpan[] = [];
  let open: { readonly start: number; readonly type: PiiType; readonly scores: number[] } | null = null;
  const close = (end: number): void => {
    if (open !== null) spans.push(spanOf(open.type, open.start, end, open.scores));
    open = null;
  };
  for (let word = 0; word < words; word += 1) {
    const row = probabilities.subarray(word * labels.length, (word + 1) * labels.length);
    const tagged = tagOf(row, columns, thresholds);
    if (tagged === null || tagged.type !== open?.type || tagged.begins) close(word);
    if (tagged === null) continue;
    open ??= { start: word, type: tagged.type, scores: [] };
    open.scores.push(tagged.probability);
  }
  close(words);
  return spans;
}

function tagOf(row: Float32Array, columns: readonly TypeColumns[], thresholds: Thresholds): Tagged | null {
  let best: Tagged | null = null;
  let together = 0;
  for (const { type, begins, continues } of columns) {
    const [begin, go] = [sumOf(row, begins), sumOf(row, continues)];
    together += begin + go;
    if (begin + go > (best?.probability ?? 0)) {
      best = { type, probability: begin + go, begins: begin > go };
    }
  }
  if (best === null) return null;
  const threshold = thresholds[best.type] ?? thresholds.any ?? DEFAULT_THRESHOLD;
  return together >= threshold ? best : null;
}

function sumOf(row: Float32Array, columns: readonly number[]): number {
  return columns.reduce((sum, column) => sum + (row[column] ?? 0), 0);
}

function spanOf(type: PiiType, start: number, end: number, scores: readonly number[]): ClassifiedSpan {
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { type, first: start, last: end - 1, score: Math.min(1, mean), ruleId: `ner:${type.toLowerCase()}` };
}
