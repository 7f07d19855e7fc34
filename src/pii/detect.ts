import type { Segment, SpeakerRole } from '../transcript/segment.ts';
import { askedHits, openSlotHits } from './asked.ts';
import { atomise } from './atomise.ts';
import { misheardDigits } from './bridge.ts';
import { classifiedHits } from './classified-hits.ts';
import type { SpansBySegment } from './classifier.ts';
import { digitRuns } from './digit-runs.ts';
import type { FoundIn } from './found-in.ts';
import { isAllowed, listHits } from './lists.ts';
import { isOnFor, type PiiPolicy, thresholdOf } from './policy.ts';
import { type Reading, readStreams } from './reading.ts';
import { RECOGNISERS } from './recognisers/registry.ts';
import { repeatedNames } from './repeated-names.ts';
import { repeatedNumbers } from './repeated-numbers.ts';
import { type Resolved, resolve } from './resolve.ts';
import { lowerBound } from './search.ts';
import type { SlotName } from './slots.ts';
import { callStream, type Stream, type StreamWord, speakerStreams } from './stream.ts';
import type { Finding, Hit } from './types.ts';

/** What is known beside the words. */
export interface DetectOptions {
  /** Names known beforehand and hidden wherever they are said. */
  readonly names?: readonly string[];
  /** What a classifier found, by segment; rules alone without it. */
  readonly classified?: SpansBySegment;
  /** What had been asked for just before a segment; its speaker answers. */
  readonly asked?: { readonly slots: readonly SlotName[]; readonly segment: number };
}

/**
 * Everything in a call that the policy wants gone: each speaker's words by the recognisers, answers to the other
 * side's questions, numbers dealt out to several speakers, then whatever was found said again.
 * @throws CallmillError redaction_failed when a segment has no usable times
 */
export function detect(
  segments: readonly Segment[],
  policy: PiiPolicy,
  { names = [], asked, classified = [] }: DetectOptions = {},
): Finding[] {
  const readings = readStreams(speakerStreams(segments));
  const shared = sharedNumbers(readings, policy);
  const counts = ({ stream }: Reading, { type, score }: Hit): boolean =>
    score >= thresholdOf(policy, type) && isOnFor(policy, roleOf(segments, stream), type);
  const found = readings.map((reading, index): FoundIn => {
    const own = RECOGNISERS.flatMap((recogniser) => recogniser.find(reading, policy));
    const before = asked === undefined ? [] : openSlotHits(asked.slots, asked.segment, reading);
    const answers = readings.flatMap((asker) => (asker === reading ? [] : askedHits(asker, reading)));
    const model = classifiedHits(reading, classified);
    const listed = listHits(reading, policy);
    const hits = [...own, ...before, ...answers, ...(shared[index] ?? []), ...model, ...listed];
    return { reading, hits: hits.filter((hit) => counts(reading, hit)) };
  });
  const numbers = repeatedNumbers(found);
  const people = repeatedNames(found, names);
  return found
    .flatMap(({ reading, hits }, index) => {
      const again = [...(numbers[index] ?? []), ...(people[index] ?? [])].filter((hit) =>
        counts(reading, hit),
      );
      const seen = [...hits, ...again];
      return resolve(reading.stream, [...seen, ...misheardDigits(reading.stream, seen)]);
    })
    .map((finding) => ({ ...finding, isAllowed: isAllowed(policy, textsOf(segments, finding)) }))
    .sort((a, b) => a.first.segment - b.first.segment || a.first.word - b.first.word);
}

function roleOf(segments: readonly Segment[], { words }: Stream): SpeakerRole {
  return segments[words[0]?.segment ?? -1]?.speakerRole ?? 'unknown';
}

function textsOf(segments: readonly Segment[], { words }: Resolved): string[] {
  return words.map(({ segment, word }) => segments[segment]?.words[word]?.text ?? '');
}

/**
 * Long digit runs over everybody's words by time, handed back to each speaker's stream. Only words that are digits
 * count, or the other side's "mm-hmm" between two of them would be hidden as well.
 */
function sharedNumbers(readings: readonly Reading[], policy: PiiPolicy): Hit[][] {
  const hits: Hit[][] = readings.map(() => []);
  if (readings.length < 2) return hits;
  const places = placesOf(readings);
  const call = callStream(readings.map(({ stream }) => stream));
  for (const run of digitRuns(atomise(call.words))) {
    if (run.digits.length < policy.minimumDigits) continue;
    for (const word of run.digitAtoms.flatMap((atom) => call.words.slice(atom.first, atom.last + 1))) {
      const [index, place] = places.get(word) ?? [0, 0];
      hits[index]?.push({ type: 'DIGITS', score: 0.3, ruleId: 'digits-shared', first: place, last: place });
    }
  }
  return hits.map((found, index) => wholePieces(readings[index], found));
}

/** Where each word of the call stands in its speaker's stream. */
function placesOf(readings: readonly Reading[]): Map<StreamWord, readonly [reading: number, place: number]> {
  const places = new Map<StreamWord, readonly [reading: number, place: number]>();
  readings.forEach(({ stream }, index) => {
    stream.words.forEach((word, place) => {
      places.set(word, [index, place]);
    });
  });
  return places;
}

/** Word by word, a number would be a row of labels: what lies in one piece of a run becomes one hit. */
function wholePieces(reading: Reading | undefined, words: readonly Hit[]): Hit[] {
  const pieces = reading?.answers('digits') ?? [];
  const hits = new Map<number, Hit>();
  for (const word of words) {
    const piece = pieces[lowerBound(pieces, word.first, ({ last }) => last)];
    const inside = piece !== undefined && piece.first <= word.first;
    const { first, last } = inside ? piece : word;
    hits.set(first, { ...word, first, last });
  }
  return [...hits.values()];
}
