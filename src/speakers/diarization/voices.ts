import type { Agreement } from './agreement.ts';
import { cluster } from './cluster.ts';
import type { Stretch } from './stretches.ts';

/** What is alone for this long says who it is; shorter ones only join. */
const ANCHOR_MS = 1000;
/** The longest so many decide who there is: a table of 16 MB. An hour of talk has about 1,500. */
const MOST_ANCHORS = 2000;
/** A stretch counts in the mean of its speaker by its length, up to this. */
const FULL_WEIGHT_MS = 3000;
const LEAST_WEIGHT_MS = 100;
/** Less talk than this over everybody who is known makes no new speaker. */
const NEW_VOICE_MS = 300;
/** Two tracks that talk at once for longer than this are two people. */
const AT_ONCE_MS = 100;
/**
 * What agreement of the segmentation counts beside the cosine of two embeddings: fitted together with the threshold on
 * generated mixtures (bench/results/speakers.md). A short stretch has an uncertain embedding and relies on it more.
 */
const AGREEMENT_WEIGHT = 0.3;
const SHORT_AGREEMENT_WEIGHT = 0.45;

export interface VoiceOptions {
  /** Cosine distance at which two voices are as likely two as one. */
  readonly threshold: number;
  /** How many to expect, or null when unknown. */
  readonly speakers: number | null;
}

interface Speaker {
  readonly members: number[];
  /** Weighted sum of the members' embeddings; its product with one more is their mean cosine times the weight. */
  sum: Float32Array | null;
  weight: number;
}

/**
 * Whose stretches are whose.
 * @param embeddings of unit length; null where there was too little to hear
 * @returns for each stretch its speaker, or null for what fits nobody
 */
export function speakersOf(
  stretches: readonly Stretch[],
  embeddings: readonly (Float32Array | null)[],
  agreement: Agreement,
  { threshold, speakers: expected }: VoiceOptions,
): (number | null)[] {
  const apart = (left: number, right: number): boolean => atOnce(stretches[left], stretches[right]);
  const anchors = anchorsOf(stretches, embeddings);
  const labels = cluster({
    weights: anchors.map((index) => weightOf(stretches[index])),
    similarity: (left, right) => {
      const [a, b] = [anchors[left] ?? 0, anchors[right] ?? 0];
      return cosine(embeddings[a], embeddings[b]) + AGREEMENT_WEIGHT * agreement(a, b);
    },
    apart: (left, right) => apart(anchors[left] ?? 0, anchors[right] ?? 0),
    least: 1 - threshold,
    clusters: expected,
  });
  const speakers: Speaker[] = [];
  const result: (number | null)[] = stretches.map(() => null);
  const join = (index: number, speaker: number): void => {
    speakers[speaker] ??= { members: [], sum: null, weight: 0 };
    add(speakers[speaker], index, embeddings[index], weightOf(stretches[index]));
    result[index] = speaker;
  };
  for (const [place, index] of anchors.entries()) join(index, labels[place] ?? 0);
  const rest = [...stretches.keys()].filter((index) => result[index] === null);
  for (const index of rest.sort((a, b) => aloneMs(stretches[b]) - aloneMs(stretches[a]))) {
    const free = [...speakers.entries()].filter(([, { members }]) => !members.some((m) => apart(index, m)));
    const suits = ([, speaker]: [number, Speaker]): number =>
      likeness(speaker, embeddings[index]) +
      SHORT_AGREEMENT_WEIGHT * meanAgreement(speaker, index, stretches, agreement);
    const [best] = free
      .map((entry) => ({ speaker: entry[0], likely: suits(entry) }))
      .sort((a, b) => b.likely - a.likely);
    if (best !== undefined) join(index, best.speaker);
    else if (mayBeNew(stretches[index], speakers.length, expected)) join(index, speakers.length);
  }
  return result;
}

/** The longest stretches with an embedding; any at all where none is long. In order of time. */
function anchorsOf(
  stretches: readonly Stretch[],
  embeddings: readonly (Float32Array | null)[],
): readonly number[] {
  const known = [...stretches.keys()].filter((index) => embeddings[index] != null);
  const long = known.filter((index) => aloneMs(stretches[index]) >= ANCHOR_MS);
  return (long.length > 0 ? long : known)
    .sort((a, b) => aloneMs(stretches[b]) - aloneMs(stretches[a]))
    .slice(0, MOST_ANCHORS)
    .sort((a, b) => a - b);
}

function atOnce(left: Stretch | undefined, right: Stretch | undefined): boolean {
  if (left === undefined || right === undefined || left.track === right.track) return false;
  return Math.min(left.endMs, right.endMs) - Math.max(left.startMs, right.startMs) > AT_ONCE_MS;
}

function mayBeNew(stretch: Stretch | undefined, known: number, expected: number | null): boolean {
  return (
    stretch !== undefined && stretch.endMs - stretch.startMs >= NEW_VOICE_MS && known < (expected ?? Infinity)
  );
}

function aloneMs(stretch: Stretch | undefined): number {
  return stretch?.aloneMs ?? 0;
}

function weightOf(stretch: Stretch | undefined): number {
  return Math.min(FULL_WEIGHT_MS, Math.max(LEAST_WEIGHT_MS, aloneMs(stretch)));
}

function add(
  speaker: Speaker,
  index: number,
  embedding: Float32Array | null | undefined,
  weight: number,
): void {
  speaker.members.push(index);
  if (embedding == null) return;
  const before = speaker.sum;
  speaker.sum = embedding.map((value, place) => (before?.[place] ?? 0) + weight * value);
  speaker.weight += weight;
}

function likeness({ sum, weight }: Speaker, embedding: Float32Array | null | undefined): number {
  return sum === null || embedding == null ? 0 : cosine(sum, embedding) / weight;
}

/** Over the members that a window sees together with the stretch. */
function meanAgreement(
  { members }: Speaker,
  index: number,
  stretches: readonly Stretch[],
  agreement: Agreement,
): number {
  let [sum, weight] = [0, 0];
  for (const member of members) {
    const value = agreement(index, member);
    if (value === 0) continue;
    sum += value * weightOf(stretches[member]);
    weight += weightOf(stretches[member]);
  }
  return weight === 0 ? 0 : sum / weight;
}

/** Of two vectors of unit length. */
function cosine(left: Float32Array | null | undefined, right: Float32Array | null | undefined): number {
  if (left == null || right == null) return 0;
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
