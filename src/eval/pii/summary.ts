import type { PiiType } from '../../pii/types.ts';
import { type Estimate, estimate } from '../bootstrap.ts';
import { typesOf } from './labels.ts';
import type { DocumentScore } from './score-document.ts';

/** Figures of one label, or of all; null where there is nothing to divide by. */
export interface PiiFigures {
  readonly label: string;
  readonly gold: number;
  readonly found: number;
  /** Full coverage: every letter and digit of the labelled stretch. */
  readonly recall: Estimate | null;
  /** Share of findings of these types that touch a labelled stretch. */
  readonly precision: Estimate | null;
  /** F measure that weighs recall twice. */
  readonly f2: Estimate | null;
  /** With the type right and an intersection over union of one half. */
  readonly typedRecall: Estimate | null;
  readonly typedPrecision: Estimate | null;
}

/** Figures of a slot whose true answers the corpus knows. */
export interface LeakFigures {
  readonly slot: string;
  readonly answers: number;
  readonly leaked: Estimate | null;
  readonly otherWordsLost: Estimate | null;
}

export interface PiiSummary {
  readonly corpus: string;
  readonly documents: number;
  readonly words: number;
  readonly all: PiiFigures;
  readonly labels: readonly PiiFigures[];
  readonly leaks: readonly LeakFigures[];
  /** Findings that touch nothing labelled, by type. */
  readonly falseAlarms: Readonly<Record<string, number>>;
  /** Cases that had to be passed over, and how many were. */
  readonly silent: { readonly cases: number; readonly passed: number } | null;
  readonly wordsPerSecond: number;
}

interface Counts {
  gold: number;
  covered: number;
  typed: number;
  found: number;
  overlapping: number;
  matching: number;
}

/** Figures of one corpus with 95 % intervals. */
export function summarise(
  corpus: string,
  scores: readonly DocumentScore[],
  seconds: number,
  seed: number,
): PiiSummary {
  const labels = [...new Set(scores.flatMap(({ gold }) => gold.map(({ label }) => label)))].sort();
  const words = sum(scores, (score) => score.words);
  const cases = scores.filter(({ silent }) => silent !== null);
  return {
    corpus,
    documents: scores.length,
    words,
    all: figures('all', scores, null, typesIn(labels), seed),
    labels: labels.map((label) => figures(label, scores, label, typesIn([label]), seed)),
    leaks: leaks(scores, seed),
    falseAlarms: falseAlarms(scores),
    silent:
      cases.length === 0
        ? null
        : { cases: cases.length, passed: cases.filter(({ silent }) => silent).length },
    wordsPerSecond: words / seconds,
  };
}

function typesIn(labels: readonly string[]): ReadonlySet<PiiType> {
  return new Set(labels.flatMap((label) => typesOf(label) ?? []));
}

function figures(
  name: string,
  scores: readonly DocumentScore[],
  label: string | null,
  types: ReadonlySet<PiiType>,
  seed: number,
): PiiFigures {
  // texts without labels and findings change no sum: drawing among the others alone is quick
  const counts = scores
    .map((score) => countsOf(score, label, types))
    .filter((one) => one.gold + one.found > 0);
  const of = (top: (all: Counts) => number, bottom: (all: Counts) => number): Estimate | null =>
    estimate(counts, (drawn) => ratio(top, bottom, total(drawn)), seed);
  const recall = (all: Counts): number => all.covered / all.gold;
  return {
    label: name,
    gold: sum(counts, ({ gold }) => gold),
    found: sum(counts, ({ found }) => found),
    recall: of(
      ({ covered }) => covered,
      ({ gold }) => gold,
    ),
    precision: of(
      ({ overlapping }) => overlapping,
      ({ found }) => found,
    ),
    f2: estimate(counts, (drawn) => f2(total(drawn), recall), seed),
    typedRecall: of(
      ({ typed }) => typed,
      ({ gold }) => gold,
    ),
    typedPrecision: of(
      ({ matching }) => matching,
      ({ found }) => found,
    ),
  };
}

function countsOf({ gold, found }: DocumentScore, label: string | null, types: ReadonlySet<PiiType>): Counts {
  const golds = label === null ? gold : gold.filter((one) => one.label === label);
  // digits that nothing names are a finding of the label they stand on; a false alarm of all labels, not of each
  const founds = found.filter(
    ({ type, touches }) =>
      types.has(type) || (type === 'DIGITS' && (label === null || touches.includes(label))),
  );
  return {
    gold: golds.length,
    covered: golds.filter(({ covered }) => covered).length,
    typed: golds.filter(({ typed }) => typed).length,
    found: founds.length,
    overlapping: founds.filter(({ touches }) => touches.length > 0).length,
    matching: founds.filter(({ matches }) => matches !== null).length,
  };
}

function total(counts: readonly Counts[]): Counts {
  const all: Counts = { gold: 0, covered: 0, typed: 0, found: 0, overlapping: 0, matching: 0 };
  for (const one of counts) {
    all.gold += one.gold;
    all.covered += one.covered;
    all.typed += one.typed;
    all.found += one.found;
    all.overlapping += one.overlapping;
    all.matching += one.matching;
  }
  return all;
}

function ratio(top: (all: Counts) => number, bottom: (all: Counts) => number, all: Counts): number | null {
  return bottom(all) === 0 ? null : top(all) / bottom(all);
}

function f2(all: Counts, recallOf: (all: Counts) => number): number | null {
  if (all.gold === 0) return null;
  const recall = recallOf(all);
  const precision = all.found === 0 ? 0 : all.overlapping / all.found;
  return recall + precision === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall);
}

function leaks(scores: readonly DocumentScore[], seed: number): LeakFigures[] {
  const answers = scores.flatMap(({ leak }) => (leak === null ? [] : [leak]));
  return [...Map.groupBy(answers, ({ slot }) => slot)].map(([slot, given]) => ({
    slot,
    answers: given.length,
    leaked: estimate(given, (drawn) => drawn.filter(({ leaked }) => leaked).length / drawn.length, seed),
    otherWordsLost: estimate(
      given,
      (drawn) => {
        const others = sum(drawn, ({ otherWords }) => otherWords);
        return others === 0 ? null : sum(drawn, ({ otherWordsLost }) => otherWordsLost) / others;
      },
      seed,
    ),
  }));
}

function falseAlarms(scores: readonly DocumentScore[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { found } of scores) {
    for (const { type, touches } of found) if (touches.length === 0) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

function sum<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((all, item) => all + measure(item), 0);
}
