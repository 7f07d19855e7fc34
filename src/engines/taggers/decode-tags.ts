import { bareWord } from '../../pii/bare-word.ts';
import type { ClassifiedSpan } from '../../pii/classifier.ts';
import { NAMES_THAT_ARE_WORDS } from '../../pii/names-that-are-words.ts';
import type { PiiType } from '../../pii/types.ts';
import { type TypeColumns, typeColumns } from './labels.ts';
import type { TurnProbabilities } from './tagger.ts';

/**
 * How probable an entity must be before its word is taken, by type; `any` for all others. `beside` is enough for a word
 * beside one that is taken: a name is rarely half of one. `named` is enough for a person where the word is a given name
 * as well as something else, "mark": two weak witnesses.
 */
export type Thresholds = Readonly<Partial<Record<PiiType | 'any' | 'beside' | 'named', number>>>;

const DEFAULT_THRESHOLD = 0.5;

interface Tagged {
  readonly type: PiiType;
  readonly probability: number;
  readonly begins: boolean;
  /** Taken by itself, not only for the word beside it. */
  readonly isSure: boolean;
}

/**
 * Rows of probabilities become spans. A word belongs to its likeliest type when all types together reach that type's
 * threshold: whether it is a person's or a street's name may be open as long as it is somebody's. A span ends where the
 * type changes or the next word more likely begins one than continues it.
 *
 * @param words of one turn, a row of probabilities each
 */
export function decodeTags(
  words: readonly string[],
  probabilities: TurnProbabilities,
  labels: readonly string[],
  thresholds: Thresholds = {},
): ClassifiedSpan[] {
  const spans: ClassifiedSpan[] = [];
  let open: { readonly start: number; readonly words: Tagged[] } | null = null;
  const close = (): void => {
    if (open !== null) spans.push(spanOf(open.start, open.words));
    open = null;
  };
  for (const [word, tagged] of tagsOf(words, probabilities, labels, thresholds).entries()) {
    if (tagged === null || tagged.type !== open?.words[0]?.type || tagged.begins) close();
    if (tagged === null) continue;
    open ??= { start: word, words: [] };
    open.words.push(tagged);
  }
  close();
  return spans;
}

/** The tag of every word that is taken, by itself or beside another. */
function tagsOf(
  said: readonly string[],
  probabilities: TurnProbabilities,
  labels: readonly string[],
  thresholds: Thresholds,
): (Tagged | null)[] {
  const columns = typeColumns(labels);
  const words = said.length;
  const tags = said.map((text, word) =>
    tagOf(
      text,
      probabilities.subarray(word * labels.length, (word + 1) * labels.length),
      columns,
      thresholds,
    ),
  );
  let first = 0;
  while (first < words) {
    let end = first;
    while (tags[end] != null) end += 1;
    if (!tags.slice(first, end).some((tag) => tag?.isSure)) tags.fill(null, first, end);
    first = end + 1;
  }
  return tags;
}

function tagOf(
  text: string,
  row: Float32Array,
  columns: readonly TypeColumns[],
  thresholds: Thresholds,
): Tagged | null {
  let best: Omit<Tagged, 'isSure'> | null = null;
  let together = 0;
  for (const { type, begins, continues } of columns) {
    const [begin, go] = [sumOf(row, begins), sumOf(row, continues)];
    together += begin + go;
    if (begin + go > (best?.probability ?? 0)) {
      best = { type, probability: begin + go, begins: begin > go };
    }
  }
  if (best === null) return null;
  const usual = thresholds[best.type] ?? thresholds.any ?? DEFAULT_THRESHOLD;
  const threshold =
    thresholds.named !== undefined && best.type === 'PERSON' && NAMES_THAT_ARE_WORDS.has(bareWord(text))
      ? Math.min(usual, thresholds.named)
      : usual;
  if (together < Math.min(threshold, thresholds.beside ?? threshold)) return null;
  return { ...best, isSure: together >= threshold };
}

function sumOf(row: Float32Array, columns: readonly number[]): number {
  return columns.reduce((sum, column) => sum + (row[column] ?? 0), 0);
}

/** As sure as the words that are taken by themselves; a part that is not is as sure as it is. */
function spanOf(start: number, words: readonly Tagged[]): ClassifiedSpan {
  const sure = words.filter(({ isSure }) => isSure);
  const counted = sure.length > 0 ? sure : words;
  const mean = counted.reduce((sum, { probability }) => sum + probability, 0) / counted.length;
  const type = (words[0] as Tagged).type;
  const last = start + words.length - 1;
  return { type, first: start, last, score: Math.min(1, mean), ruleId: `ner:${type.toLowerCase()}` };
}
