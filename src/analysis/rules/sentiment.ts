import { callLengthMs, quarterOf, quarterSpans, withChanges } from '../quarters.ts';
import type { QuarterSentiment, SpeakerSentiment } from '../schema.ts';
import { sentimentLabel } from '../scores.ts';
import type { Token } from '../tokens.ts';
import { DEGREES, LEXICON, NEGATIONS } from './lexicon.ts';
import type { Line } from './lines.ts';
import { beginningWith, matchesAt, type Phrase, phrase } from './phrase.ts';

/** Words a negation reaches over: "not at all happy". */
const NEGATION_REACH = 3;
/** A negated feeling is weaker than its opposite: "not happy" is not "furious". */
const NEGATION_FACTOR = -0.7;
/** One strong word must not saturate a short call: the balance is damped by this much weight. */
const DAMPING = 4;
/** The caller's feeling is what is asked for; the agent is paid to be friendly. */
const CUSTOMER_SHARE = 0.8;

const WEIGHTS: ReadonlyMap<Phrase, number> = new Map(LEXICON.map(([text, weight]) => [phrase(text), weight]));
const ENTRIES: readonly Phrase[] = [...WEIGHTS.keys()];

export interface Feeling {
  readonly positive: number;
  /** A positive number: how much was negative. */
  readonly negative: number;
}

/** What a run of tokens carries. */
export function feelingOf(tokens: readonly Token[]): Feeling {
  let positive = 0;
  let negative = 0;
  for (let at = 0; at < tokens.length; ) {
    const entry = entryAt(tokens, at);
    if (entry === null) {
      at += 1;
      continue;
    }
    const weight = entry.weight * context(tokens, at);
    if (weight > 0) positive += weight;
    else negative -= weight;
    at = entry.end;
  }
  return { positive, negative };
}

/** −10…10, a whole number: (positive − negative) ÷ (positive + negative + 4) × 10. Independent of length. */
export function balance(lines: readonly Line[]): number {
  const all = lines.map((line) => feelingOf(line.tokens));
  const positive = all.reduce((sum, feeling) => sum + feeling.positive, 0);
  const negative = all.reduce((sum, feeling) => sum + feeling.negative, 0);
  const score = ((positive - negative) / (positive + negative + DAMPING)) * 10;
  return Math.round(score) || 0; // never −0
}

/** The call's sentiment: four fifths the customer's, one fifth the agent's, whichever spoke. */
export function callSentiment(lines: readonly Line[]): number {
  const agent = lines.filter((line) => line.role === 'agent');
  const others = lines.filter((line) => line.role !== 'agent' && line.role !== 'ivr');
  if (others.length === 0) return balance(agent);
  if (agent.length === 0) return balance(others);
  return Math.round(balance(others) * CUSTOMER_SHARE + balance(agent) * (1 - CUSTOMER_SHARE)) || 0;
}

/** One entry per speaker, in order of first words. */
export function sentimentBySpeaker(lines: readonly Line[], durationMs: number): SpeakerSentiment[] {
  const length = callLengthMs(
    lines.map((line) => line.segment),
    durationMs,
  );
  const labels = [...new Set(lines.map((line) => line.segment.speakerLabel))];
  return labels.map((speakerLabel) => {
    const own = lines.filter((line) => line.segment.speakerLabel === speakerLabel);
    const score = balance(own);
    const [early, late] = [false, true].map((half) =>
      own.filter((line) => quarterOf(line.segment, length) > 1 === half),
    );
    return {
      speakerLabel: speakerLabel || 'unknown',
      speakerRole: own[0]?.role ?? 'unknown',
      score,
      label: sentimentLabel(score),
      change: early?.length && late?.length ? balance(late) - balance(early) : null,
    };
  });
}

/** Four equal parts of the call by time; a line belongs to the part that holds its middle. */
export function sentimentByQuarter(lines: readonly Line[], durationMs: number): QuarterSentiment[] {
  const length = callLengthMs(
    lines.map((line) => line.segment),
    durationMs,
  );
  return withChanges(
    quarterSpans(length).map((span) => {
      const own = lines.filter((line) => quarterOf(line.segment, length) === span.quarter - 1);
      return { ...span, score: own.length === 0 ? null : callSentiment(own) };
    }),
  );
}

function entryAt(tokens: readonly Token[], at: number): { weight: number; end: number } | null {
  for (const pattern of beginningWith(ENTRIES, tokens[at]?.text ?? '')) {
    const end = matchesAt(pattern, tokens, at);
    if (end !== -1) return { weight: WEIGHTS.get(pattern) ?? 0, end };
  }
  return null;
}

/** Negation and degree before the word at `at`. */
function context(tokens: readonly Token[], at: number): number {
  const before = tokens.slice(Math.max(0, at - NEGATION_REACH), at).map((token) => token.text);
  const degree = DEGREES.get(before.at(-1) ?? '') ?? 1;
  // "no" alone answers a question far more often than it negates ("no that is great"): it is no negation here.
  return before.some((word) => NEGATIONS.has(word)) ? degree * NEGATION_FACTOR : degree;
}
