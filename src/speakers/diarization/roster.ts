/** A stretch counts in the mean of its speaker by its length, up to this. */
const FULL_WEIGHT_MS = 3000;
const LEAST_WEIGHT_MS = 100;

interface Member {
  readonly embedding: Float32Array | null;
  readonly aloneMs: number;
}

interface Speaker<M> {
  readonly members: M[];
  /** Weighted sum of the members' embeddings: its product with one more is their mean cosine, times the weight. */
  sum: Float32Array | null;
  weight: number;
}

/** How a newcomer is held against a speaker's members. */
interface Fit<M> {
  readonly apart: (member: M) => boolean;
  readonly agreement: (member: M) => number;
  /** Of the mean agreement, beside the mean cosine. */
  readonly weight: number;
}

/** The speakers who are known, with what each has said. */
export class Roster<M extends Member> {
  readonly #speakers: Speaker<M>[] = [];

  static weight(aloneMs: number): number {
    return Math.min(FULL_WEIGHT_MS, Math.max(LEAST_WEIGHT_MS, aloneMs));
  }

  get size(): number {
    return this.#speakers.length;
  }

  /** @param speaker known, or the next number @returns the speaker */
  add(member: M, speaker: number): number {
    this.#speakers[speaker] ??= { members: [], sum: null, weight: 0 };
    const own = this.#speakers[speaker];
    own.members.push(member);
    if (member.embedding !== null) {
      const weight = Roster.weight(member.aloneMs);
      const before = own.sum;
      own.sum = member.embedding.map((value, place) => (before?.[place] ?? 0) + weight * value);
      own.weight += weight;
    }
    return speaker;
  }

  /** Whom somebody new fits best; null where everybody known is somebody else. */
  best({ embedding }: M, fit: Fit<M>): number | null {
    let [found, most]: [number | null, number] = [null, Number.NEGATIVE_INFINITY];
    for (const [speaker, { members, sum, weight }] of this.#speakers.entries()) {
      if (members.some(fit.apart)) continue;
      const alike = weight === 0 ? 0 : cosine(sum, embedding) / weight;
      const value = alike + fit.weight * meanAgreement(members, fit.agreement);
      if (value > most) [found, most] = [speaker, value];
    }
    return found;
  }
}

/** Over the members that a window sees together with the newcomer. */
function meanAgreement<M extends Member>(members: readonly M[], agreement: (member: M) => number): number {
  let [sum, weight] = [0, 0];
  for (const member of members) {
    const value = agreement(member);
    if (value === 0) continue;
    sum += value * Roster.weight(member.aloneMs);
    weight += Roster.weight(member.aloneMs);
  }
  return weight === 0 ? 0 : sum / weight;
}

/** Of two vectors of unit length; 0 where one is missing. */
export function cosine(left: Float32Array | null, right: Float32Array | null): number {
  if (left === null || right === null) return 0;
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}
