import type { Estimate } from '../../eval/bootstrap.ts';
import { costPerAudioHour } from '../../eval/cost.ts';
import { diarizationErrorRate } from '../../eval/diarization-error.ts';
import type { EvaluationHeader, SpeakerEvaluation, SpeechEvaluation } from '../../eval/evaluation.ts';
import type { SpeakerScore, SpeechScore } from '../../eval/score.ts';
import { summariseSpeakers, summariseSpeech } from '../../eval/summary.ts';
import { wordErrorRate } from '../../eval/word-errors.ts';
import { duration, table } from '../output.ts';

/** A result of `callmill eval speech` for people. @param worst how many of the worst recordings are named */
export function renderSpeechEvaluation(run: SpeechEvaluation, worst: number): string {
  const groups = summariseSpeech(run);
  const named = (heading: string, columns: Columns<(typeof groups)[number]['figures']>) =>
    groupTable(heading, groups, columns);
  return [
    named('words', {
      'word errors': ({ wordErrorRate }) => percent(wordErrorRate),
      substituted: ({ substitutions }) => percentOnly(substitutions),
      deleted: ({ deletions }) => percentOnly(deletions),
      inserted: ({ insertions }) => percentOnly(insertions),
      'character errors': ({ characterErrorRate }) => percent(characterErrorRate),
    }),
    named('word times', {
      'start lag ms': ({ startLagMs }) => whole(startLagMs),
      'start error ms': ({ startErrorMs }) => whole(startErrorMs),
      p95: ({ startErrorP95Ms }) => whole(startErrorP95Ms),
      'end error ms': ({ endErrorMs }) => whole(endErrorMs),
      'p95 ': ({ endErrorP95Ms }) => whole(endErrorP95Ms),
    }),
    named('speed', {
      'real-time factor': ({ realTimeFactor }) => factor(realTimeFactor),
      p50: ({ realTimeFactorP50 }) => factor(realTimeFactorP50),
      p95: ({ realTimeFactorP95 }) => factor(realTimeFactorP95),
      'cost per audio hour': ({ realTimeFactor }) => money(costPerAudioHour(realTimeFactor, run.costs)),
    }),
    circumstances(run),
    worstTable(run.scores, worst, 'word errors', ({ errors }: SpeechScore) => wordErrorRate(errors)),
  ].join('\n\n');
}

/** A result of `callmill eval speakers` for people. @param worst how many of the worst recordings are named */
export function renderSpeakerEvaluation(run: SpeakerEvaluation, worst: number): string {
  const groups = summariseSpeakers(run);
  const rate = ({ diarization }: SpeakerScore) =>
    diarization === null ? null : diarizationErrorRate(diarization.exact);
  return [
    groupTable('diarization', groups, {
      'error rate': ({ diarizationErrorRate }) => percent(diarizationErrorRate),
      missed: ({ miss }) => percentOnly(miss),
      'false alarm': ({ falseAlarm }) => percentOnly(falseAlarm),
      confused: ({ confusion }) => percentOnly(confusion),
    }),
    groupTable('scored otherwise', groups, {
      'collar 0.25 s': ({ collarErrorRate }) => percent(collarErrorRate),
      'one speaker at a time': ({ oneSpeakerErrorRate }) => percent(oneSpeakerErrorRate),
      both: ({ collarOneSpeakerErrorRate }) => percent(collarOneSpeakerErrorRate),
    }),
    groupTable('words and speakers', groups, {
      'words of another': ({ wordSpeakerErrorRate }) => percent(wordSpeakerErrorRate),
      'speakers off by': ({ speakerCountError }) => decimal(speakerCountError),
      'real-time factor': ({ realTimeFactor }) => factor(realTimeFactor),
    }),
    circumstances(run),
    worstTable(run.scores, worst, 'diarization error', rate),
  ].join('\n\n');
}

type Columns<F> = Readonly<Record<string, (figures: F) => string>>;

function groupTable<F>(
  heading: string,
  groups: readonly { corpus: string | null; recordings: number; audioSeconds: number; figures: F }[],
  columns: Columns<F>,
): string {
  const rows = groups.map(({ corpus, recordings, audioSeconds, figures }) => [
    corpus ?? 'all',
    String(recordings),
    duration(audioSeconds * 1000),
    ...Object.values(columns).map((column) => column(figures)),
  ]);
  return table([heading, 'recordings', 'audio', ...Object.keys(columns)], rows);
}

function circumstances({ machine, models, peakMemoryMb, settings, costs }: EvaluationHeader): string {
  const peaks = Object.entries(peakMemoryMb).map(([name, mb]) => `${name} ${mb} MB`);
  return [
    `Models: ${Object.values(models).join(', ')}`,
    ...(settings.length === 0 ? [] : [`Settings: ${settings.join(' ')}`]),
    `Machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryMb} MB; ${costs.watts} W at ${costs.pricePerKwh} per kWh`,
    `Peak memory: ${peaks.length === 0 ? 'unknown' : peaks.join(', ')}`,
  ].join('\n');
}

function worstTable<S extends { readonly file: string }>(
  scores: readonly S[],
  count: number,
  heading: string,
  rate: (score: S) => number | null,
): string {
  const rows = scores
    .map((score) => ({ file: score.file, rate: rate(score) }))
    .filter((row): row is { file: string; rate: number } => row.rate !== null)
    .sort((a, b) => b.rate - a.rate)
    .slice(0, count)
    .map((row) => [row.file, (row.rate * 100).toFixed(1)]);
  return table(['worst recordings', `${heading} %`], rows);
}

const shown =
  (text: (value: number) => string) =>
  (estimate: Estimate | null): string => {
    if (estimate === null) return '–';
    const { value, interval } = estimate;
    return interval === null ? text(value) : `${text(value)} (${text(interval[0])}–${text(interval[1])})`;
  };

const asPercent = (value: number) => (value * 100).toFixed(1);
const percent = shown(asPercent);
const whole = shown((value) => value.toFixed(0));
const decimal = shown((value) => value.toFixed(2));
const factor = shown((value) => value.toFixed(3));
const money = shown((value) => value.toPrecision(2));

function percentOnly(estimate: Estimate | null): string {
  return estimate === null ? '–' : asPercent(estimate.value);
}
