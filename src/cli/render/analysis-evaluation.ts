import { type AnalysisFigures, verdictOf } from '../../eval/analysis/score.ts';
import type { Estimate } from '../../eval/bootstrap.ts';
import { table } from '../output.ts';

/** Analysers side by side, one column each. */
export function renderAnalysisFigures(figures: Readonly<Record<string, AnalysisFigures>>): string {
  const columns = Object.entries(figures);
  const row = (what: string, of: (one: AnalysisFigures) => string) => [
    what,
    ...columns.map(([, one]) => of(one)),
  ];
  return table(
    ['', ...columns.map(([name]) => name)],
    [
      row('calls', (one) => String(one.calls)),
      row('answered by the schema', (one) => percent(one.valid)),
      row('citations that are there', (one) => percent(one.evidencePrecision)),
      row('sentiment agrees', (one) => percent(one.agreement.sentiment)),
      row('resolution agrees', (one) => percent(one.agreement.resolution)),
      row('callback agrees', (one) => percent(one.agreement.callback)),
      row('topics, F1', (one) => percent(one.agreement.topics)),
      row('compliance flags, F1', (one) => percent(one.agreement.flags)),
      row('all labels, against the rules', (one) => gain(one)),
      row('quality, asked again', (one) => points(one.repeatDistance)),
      row('quality, in other words', (one) => points(one.paraphraseDistance)),
      row('tokens a call', (one) => one.tokens.toFixed(0)),
      row('seconds a call', (one) => one.seconds.toFixed(2)),
    ],
  );
}

function percent(one: Estimate | null): string {
  return withInterval(one, (value) => `${(value * 100).toFixed(1)}`, ' %');
}

const VERDICTS = { better: 'beats them', worse: 'is beaten', undecided: 'not decided' } as const;

function gain(figures: AnalysisFigures): string {
  if (figures.gain === null) return '–';
  const difference = withInterval(
    figures.gain,
    (value) => `${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(1)}`,
    ' points',
  );
  return `${difference}: ${VERDICTS[verdictOf(figures)]}`;
}

function points(one: Estimate | null): string {
  return withInterval(one, (value) => `±${value.toFixed(1)}`, ' points');
}

function withInterval(one: Estimate | null, show: (value: number) => string, unit: string): string {
  if (one === null) return '–';
  const range = one.interval === null ? '' : ` (${one.interval.map(show).join('–')})`;
  return `${show(one.value)}${unit}${range}`;
}
