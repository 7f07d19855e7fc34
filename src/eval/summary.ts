import { type Estimate, estimate } from './bootstrap.ts';
import { diarizationErrorRate } from './diarization-error.ts';
import type { Score, SpeakerEvaluation, SpeechEvaluation } from './evaluation.ts';
import type { Scoring, SpeakerScore, SpeechScore } from './score.ts';
import { mean, quantile } from './statistics.ts';
import { addErrors, characterErrorRate, NO_ERRORS, wordErrorRate } from './word-errors.ts';

/** A figure of a group of recordings, null where they have nothing to take it from. */
export type Figure<T> = (recordings: readonly T[]) => number | null;

/** Figures of one corpus, or of all. */
export interface GroupSummary<F extends string> {
  /** Null: all recordings together. */
  readonly corpus: string | null;
  readonly recordings: number;
  readonly audioSeconds: number;
  readonly figures: Readonly<Record<F, Estimate | null>>;
}

const overall = (scores: readonly SpeechScore[]) =>
  scores.reduce((sum, score) => addErrors(sum, score.errors), NO_ERRORS);
const perWord = (count: (score: SpeechScore) => number) => (scores: readonly SpeechScore[]) =>
  ratio(
    sum(scores, count),
    sum(scores, (score) => score.errors.words),
  );
const startErrors = (scores: readonly SpeechScore[]) =>
  scores.flatMap(({ times }) => times.map((t) => t.startMs));
const endErrors = (scores: readonly SpeechScore[]) =>
  scores.flatMap(({ times }) => times.map((t) => t.endMs));
const sizes = (values: readonly number[]) => values.map(Math.abs);
const realTimeFactors = (scores: readonly Score[]) =>
  scores.flatMap(({ processMs, audioMs }) => ratio(processMs, audioMs) ?? []);

/** Figures of transcription; times in milliseconds. */
export const SPEECH_FIGURES = {
  wordErrorRate: (scores) => wordErrorRate(overall(scores)),
  characterErrorRate: (scores) => characterErrorRate(overall(scores)),
  substitutions: perWord(({ errors }) => errors.substitutions),
  deletions: perWord(({ errors }) => errors.deletions),
  insertions: perWord(({ errors }) => errors.insertions),
  /** Above 0: words are late. */
  startLagMs: (scores) => mean(startErrors(scores)),
  startErrorMs: (scores) => mean(sizes(startErrors(scores))),
  startErrorP95Ms: (scores) => quantile(sizes(startErrors(scores)), 0.95),
  endErrorMs: (scores) => mean(sizes(endErrors(scores))),
  endErrorP95Ms: (scores) => quantile(sizes(endErrors(scores)), 0.95),
  realTimeFactor: (scores) => realTimeFactor(scores),
  realTimeFactorP50: (scores) => quantile(realTimeFactors(scores), 0.5),
  realTimeFactorP95: (scores) => quantile(realTimeFactors(scores), 0.95),
} satisfies Record<string, Figure<SpeechScore>>;

const diarizationRate = (scoring: Scoring) => (scores: readonly SpeakerScore[]) =>
  diarizationErrorRate(totals(scores, scoring));
const share = (part: 'missMs' | 'falseAlarmMs' | 'confusionMs') => (scores: readonly SpeakerScore[]) => {
  const total = totals(scores, 'exact');
  return ratio(total[part], total.totalMs);
};

/** Figures of speaker attribution. */
export const SPEAKER_FIGURES = {
  diarizationErrorRate: diarizationRate('exact'),
  miss: share('missMs'),
  falseAlarm: share('falseAlarmMs'),
  confusion: share('confusionMs'),
  oneSpeakerErrorRate: diarizationRate('exactOneSpeaker'),
  collarErrorRate: diarizationRate('collar'),
  collarOneSpeakerErrorRate: diarizationRate('collarOneSpeaker'),
  wordSpeakerErrorRate: (scores) =>
    ratio(
      sum(scores, ({ words }) => words.wrong),
      sum(scores, ({ words }) => words.words),
    ),
  /** Mean distance between the number found and the number there are. */
  speakerCountError: (scores) =>
    mean(scores.flatMap(({ speakers, found }) => (speakers === null ? [] : Math.abs(found - speakers)))),
  realTimeFactor: (scores) => realTimeFactor(scores),
} satisfies Record<string, Figure<SpeakerScore>>;

export type SpeechFigure = keyof typeof SPEECH_FIGURES;
export type SpeakerFigure = keyof typeof SPEAKER_FIGURES;

/** All recordings first, then each corpus in the order of its first recording. */
export function summariseSpeech(run: SpeechEvaluation): GroupSummary<SpeechFigure>[] {
  return groups(run.scores).map(([corpus, scores]) => summarise(corpus, scores, SPEECH_FIGURES, run.seed));
}

/** All recordings first, then each corpus in the order of its first recording. */
export function summariseSpeakers(run: SpeakerEvaluation): GroupSummary<SpeakerFigure>[] {
  return groups(run.scores).map(([corpus, scores]) => summarise(corpus, scores, SPEAKER_FIGURES, run.seed));
}

function summarise<T extends Score, F extends string>(
  corpus: string | null,
  scores: readonly T[],
  figures: Readonly<Record<F, Figure<T>>>,
  seed: number,
): GroupSummary<F> {
  const names = Object.keys(figures) as F[];
  const estimates = names.map((name) => [name, estimate(scores, figures[name], seed)] as const);
  return {
    corpus,
    recordings: scores.length,
    audioSeconds: sum(scores, ({ audioMs }) => audioMs) / 1000,
    figures: Object.fromEntries(estimates) as Record<F, Estimate | null>,
  };
}

/** Every recording under `null`, then each corpus; a single corpus is not said twice. */
function groups<T extends Score>(scores: readonly T[]): [string | null, readonly T[]][] {
  const corpora = [...Map.groupBy(scores, ({ corpus }) => corpus)];
  return corpora.length === 1 ? [[null, scores]] : [[null, scores], ...corpora];
}

function realTimeFactor(scores: readonly Score[]): number | null {
  return ratio(
    sum(scores, ({ processMs }) => processMs),
    sum(scores, ({ audioMs }) => audioMs),
  );
}

function totals(scores: readonly SpeakerScore[], scoring: Scoring) {
  const errors = scores.flatMap(({ diarization }) => diarization?.[scoring] ?? []);
  return {
    totalMs: sum(errors, (error) => error.totalMs),
    missMs: sum(errors, (error) => error.missMs),
    falseAlarmMs: sum(errors, (error) => error.falseAlarmMs),
    confusionMs: sum(errors, (error) => error.confusionMs),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
