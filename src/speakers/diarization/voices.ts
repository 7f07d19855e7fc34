import type { Agreement } from './agreement.ts';
import { cluster } from './cluster.ts';
import { cosine, Roster } from './roster.ts';
import type { Stretch } from './stretches.ts';

/** What is alone for this long says who it is; shorter ones only join. */
const ANCHOR_MS = 1000;
/** The longest so many decide who there is: a table of 16 MB. At one in two or three seconds that is over an hour of talk. */
const MOST_ANCHORS = 2000;
/** Less talk than this over everybody who is known makes no new speaker. */
const NEW_VOICE_MS = 300;
/** Two tracks that talk at once for longer than this are two people. */
const AT_ONCE_MS = 100;
/**
 * What agreement of the segmentation counts beside the cosine of two embeddings: fitted on generated mixtures
 * (bench/results/speakers.md). A short stretch has an uncertain embedding and relies on it more.
 */
const AGREEMENT_WEIGHT = 0.3;
const SHORT_AGREEMENT_WEIGHT = 0.45;
/**
 * How much more alike than the threshold two voices have to be before there are fewer than expected. Always as many as expected
 * would cut a meeting's one speaker in four: 30 instead of 24 % error; on mixtures both are equally good.
 */
const EXPECTED_MARGIN = 0.1;

export interface VoiceOptions {
  /** Cosine distance at which two voices are as likely two as one. */
  readonly threshold: number;
  /** How many to expect, or null when unknown. */
  readonly speakers: number | null;
}

/** A stretch and what its voice is like: a vector of unit length, null where there was too little to hear. */
export interface HeardStretch extends Stretch {
  readonly embedding: Float32Array | null;
}

/**
 * Whose stretches are whose. Long ones are clustered, by how alike they sound and by whether the segmentation takes
 * them for one voice; then each of the others, the longest first, joins the speaker whom it fits best.
 *
 * @param agreement of the stretches at two places of the list
 * @returns for each stretch its speaker from 0, or null for what fits nobody
 */
export function speakersOf(
  stretches: readonly HeardStretch[],
  agreement: Agreement,
  { threshold, speakers: expected }: VoiceOptions,
): (number | null)[] {
  const heard = stretches.map((stretch, index) => ({ ...stretch, index }));
  const anchors = anchorsOf(heard);
  const labels = cluster(anchors, {
    weight: ({ aloneMs }) => Roster.weight(aloneMs),
    similarity: (left, right) =>
      cosine(left.embedding, right.embedding) + AGREEMENT_WEIGHT * agreement(left.index, right.index),
    apart: atOnce,
    least: 1 - threshold,
    clusters: expected,
    surely: 1 - threshold + EXPECTED_MARGIN,
  });
  const result: (number | null)[] = stretches.map(() => null);
  const roster = new Roster<(typeof heard)[number]>();
  for (const [place, anchor] of anchors.entries()) {
    result[anchor.index] = roster.add(anchor, labels[place] ?? 0);
  }
  const others = heard.filter(({ index }) => result[index] === null);
  for (const stretch of others.sort(longestFirst)) {
    const best = roster.best(stretch, {
      apart: (member) => atOnce(stretch, member),
      agreement: (member) => agreement(stretch.index, member.index),
      weight: SHORT_AGREEMENT_WEIGHT,
    });
    const room = expected === null || roster.size < expected;
    if (best !== null) result[stretch.index] = roster.add(stretch, best);
    else if (room && stretch.endMs - stretch.startMs >= NEW_VOICE_MS) {
      result[stretch.index] = roster.add(stretch, roster.size);
    }
  }
  return result;
}

/** The longest stretches with an embedding, in order of time; where none is long, all that have one. */
function anchorsOf<S extends HeardStretch>(stretches: readonly S[]): S[] {
  const known = stretches.filter(({ embedding }) => embedding !== null);
  const long = known.filter(({ aloneMs }) => aloneMs >= ANCHOR_MS);
  return (long.length > 0 ? long : known)
    .toSorted(longestFirst)
    .slice(0, MOST_ANCHORS)
    .sort((a, b) => a.startMs - b.startMs);
}

function longestFirst(left: Stretch, right: Stretch): number {
  return right.aloneMs - left.aloneMs;
}

function atOnce(left: Stretch, right: Stretch): boolean {
  const sharedMs = Math.min(left.endMs, right.endMs) - Math.max(left.startMs, right.startMs);
  return left.track !== right.track && sharedMs > AT_ONCE_MS;
}
