import { EvidenceCheck } from '../../analysis/evidence.ts';
import { Analysis } from '../../analysis/schema.ts';
import type { Segment } from '../../transcript/segment.ts';
import { type Estimate, estimate } from '../bootstrap.ts';
import { AGREEMENT, type LabelName, type Labels } from './labels.ts';

/** One call as it was judged, as often as it was asked. */
export interface JudgedCall {
  readonly id: string;
  readonly segments: readonly Segment[];
  readonly labels: Labels;
  /** The call that this one says again in other words. */
  readonly paraphraseOf: string | null;
  /** At least one; the first is scored, the others tell how stable it is. */
  readonly analyses: readonly Analysis[];
}

/** How an analyser did on a corpus; null where nothing of the kind was labelled or asked. */
export interface AnalysisFigures {
  readonly calls: number;
  /** Share of calls that the analyser itself answered, by the schema: a fallback is no answer. */
  readonly valid: Estimate | null;
  /** Share of citations that are really there; those of a model that were dropped count as wrong. */
  readonly evidencePrecision: Estimate | null;
  readonly agreement: Readonly<Record<LabelName, Estimate | null>>;
  /** Agreement with all labels of a call, less the control's on the same call; null for the control itself. */
  readonly gain: Estimate | null;
  /** Mean distance of the quality score between askings of the same call, and between paraphrases; 0 is best. */
  readonly repeatDistance: Estimate | null;
  readonly paraphraseDistance: Estimate | null;
  /** Means per call. */
  readonly tokens: number;
  readonly seconds: number;
}

/**
 * @param wanted who was to answer: what the fallback answers is not its work
 * @param control the same calls as the rules judged them, when somebody else is scored
 */
export function scoreAnalyses(
  calls: readonly JudgedCall[],
  wanted: Analysis['evaluatorType'],
  seed: number,
  control: readonly JudgedCall[] = [],
): AnalysisFigures {
  const firsts = calls.flatMap(({ analyses: [first] }) => first ?? []);
  const byId = new Map(calls.map((call) => [call.id, call]));
  const mean = (of: (call: JudgedCall) => number | null) =>
    // Each call is looked at once, not once a draw.
    estimate(calls.map(of), (drawn) => average(drawn.flatMap((value) => value ?? [])), seed);
  const agreement = Object.fromEntries(
    Object.entries(AGREEMENT).map(([name, agree]) => [
      name,
      mean(({ labels, analyses: [first] }) => (first === undefined ? null : agree(labels, first))),
    ]),
  ) as AnalysisFigures['agreement'];
  return {
    calls: calls.length,
    valid: mean(({ analyses: [first] }) =>
      Number(first?.evaluatorType === wanted && Analysis.safeParse(first).success),
    ),
    evidencePrecision: estimate(calls.map(citations), precision, seed),
    agreement,
    gain: gainOver(control, calls, seed),
    repeatDistance: mean(({ analyses: [first, ...others] }) =>
      average(others.flatMap((other) => distance(first, other) ?? [])),
    ),
    paraphraseDistance: mean(({ paraphraseOf, analyses: [first] }) =>
      paraphraseOf === null ? null : distance(first, byId.get(paraphraseOf)?.analyses[0]),
    ),
    tokens: average(firsts.map(({ inputTokens, outputTokens }) => inputTokens + outputTokens)) ?? 0,
    seconds: average(firsts.map(({ latencyMs }) => latencyMs / 1000)) ?? 0,
  };
}

/** Whether an analyser beats the rules: the interval of its gain says, when zero lies outside. */
export function verdictOf({ gain }: AnalysisFigures): 'better' | 'worse' | 'undecided' {
  const [low, high] = gain?.interval ?? [0, 0];
  return low > 0 ? 'better' : high < 0 ? 'worse' : 'undecided';
}

/** Paired by call: some calls are hard for everybody. */
function gainOver(
  control: readonly JudgedCall[],
  calls: readonly JudgedCall[],
  seed: number,
): Estimate | null {
  const byId = new Map(control.map((call) => [call.id, call]));
  const gains = calls.flatMap((call) => {
    const [own, other] = [agreementOf(call), agreementOf(byId.get(call.id))];
    return own === null || other === null ? [] : [own - other];
  });
  return estimate(gains, average, seed);
}

function agreementOf(call: JudgedCall | undefined): number | null {
  const first = call?.analyses[0];
  if (call === undefined || first === undefined) return null;
  return average(Object.values(AGREEMENT).flatMap((agree) => agree(call.labels, first) ?? []));
}

interface Citations {
  readonly right: number;
  readonly all: number;
}

function citations({ segments, analyses: [first] }: JudgedCall): Citations {
  const check = new EvidenceCheck(segments);
  const cited = first === undefined ? [] : citedIn(first);
  const right = cited.filter(({ segmentKey, quote }) => check.verify(segmentKey, quote) !== null).length;
  return { right, all: cited.length + (first?.droppedClaims ?? 0) };
}

function precision(drawn: readonly Citations[]): number | null {
  const all = drawn.reduce((sum, call) => sum + call.all, 0);
  return all === 0 ? null : drawn.reduce((sum, call) => sum + call.right, 0) / all;
}

/** Every citation, wherever in an analysis it stands. */
function citedIn(value: unknown): { readonly segmentKey: string; readonly quote: string }[] {
  if (Array.isArray(value)) return value.flatMap(citedIn);
  if (typeof value !== 'object' || value === null) return [];
  if ('segmentKey' in value && 'quote' in value) {
    return [{ segmentKey: String(value.segmentKey), quote: String(value.quote) }];
  }
  return Object.values(value).flatMap(citedIn);
}

function distance(a: Analysis | undefined, b: Analysis | undefined): number | null {
  if (a?.qualityScore == null || b?.qualityScore == null) return null;
  return Math.abs(a.qualityScore - b.qualityScore);
}

function average(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
