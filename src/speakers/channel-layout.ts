import { ENVELOPE_FRAME_MS, type Envelope } from '../audio/envelope.ts';

/** The noise of an open line is about -60 dBFS; quieter than this is nobody … */
const SILENT_DB = -50;
/** … unless it is heard for longer than a click. A single "yes" in an hour must not be lost. */
const CLICK_MS = 200;
/** Two channels that differ by no more than this, level apart, carry the same sound … */
const SAME_DB = 2;
/** … in this share of the frames in which either is heard. */
const SAME_SHARE = 0.95;

/** What the channels of a recording hold. */
export type ChannelLayout =
  /** One party each; silent channels are among them. */
  | { readonly kind: 'parties' }
  /** All parties on one channel; the others repeat it or are silent. */
  | { readonly kind: 'mixed'; readonly channel: number };

/**
 * Tells a recording with one party on each channel from a mono recording in a stereo file, whose second channel is empty
 * or the same again. Transcribing both would write every word twice; taking the channel for a party would make one
 * person of two.
 */
export function layoutOf(envelopes: readonly Envelope[]): ChannelLayout {
  const [first, ...others] = envelopes.filter(isHeard);
  if (first === undefined || envelopes.length === 1) return { kind: 'parties' };
  return others.every((other) => sameSound(first, other))
    ? { kind: 'mixed', channel: first.channel }
    : { kind: 'parties' };
}

function isHeard({ db }: Envelope): boolean {
  return db.reduce((frames, level) => frames + (level > SILENT_DB ? 1 : 0), 0) * ENVELOPE_FRAME_MS > CLICK_MS;
}

function sameSound(a: Envelope, b: Envelope): boolean {
  const audible: number[] = [];
  for (const [frame, db] of a.db.entries()) {
    const other = b.db[frame] ?? Number.NEGATIVE_INFINITY;
    if (db > SILENT_DB || other > SILENT_DB) audible.push(db - other);
  }
  const gain = audible.toSorted((x, y) => x - y)[audible.length >> 1] ?? 0;
  const same = audible.filter((difference) => Math.abs(difference - gain) <= SAME_DB).length;
  return same >= SAME_SHARE * audible.length;
}
