import type { Segment } from '../transcript/segment.ts';
import { askedHits } from './asked.ts';
import { isOn, type PiiPolicy } from './policy.ts';
import { type FoundIn, repeatedNames, repeatedNumbers } from './propagate.ts';
import { Reading } from './reading.ts';
import { RECOGNISERS } from './recognisers/registry.ts';
import { resolve } from './resolve.ts';
import { callStream, type Stream, type StreamWord, speakerStreams } from './stream.ts';
import type { Finding, Hit } from './types.ts';

/**
 * Everything in a call that the policy wants gone: each speaker's words by the recognisers, answers to the other
 * side's questions, numbers dealt out to several speakers, then whatever was found said again.
 * @param names known beforehand and hidden wherever they are said
 * @throws CallmillError redaction_failed when a segment has no usable times
 */
export function detect(
  segments: readonly Segment[],
  policy: PiiPolicy,
  names: readonly string[] = [],
): Finding[] {
  const streams = speakerStreams(segments);
  const readings = streams.map((stream) => new Reading(stream));
  const shared = sharedNumbers(streams, policy);
  const found = readings.map((reading, index): FoundIn => {
    const own = RECOGNISERS.flatMap((recogniser) => recogniser.find(reading, policy));
    const asked = readings.flatMap((asker) => (asker === reading ? [] : askedHits(asker, reading)));
    const hits = [...own, ...asked, ...(shared[index] ?? [])].filter((hit) => isOn(policy, hit.type));
    return { reading, hits };
  });
  const numbers = repeatedNumbers(found);
  const people = repeatedNames(found, names);
  return found
    .flatMap(({ reading, hits }, index) => {
      const again = [...(numbers[index] ?? []), ...(people[index] ?? [])].filter((hit) =>
        isOn(policy, hit.type),
      );
      return resolve(reading.stream, [...hits, ...again]);
    })
    .sort((a, b) => a.first.segment - b.first.segment || a.first.word - b.first.word);
}

/**
 * Long digit runs over everybody's words by time, handed back to each speaker's stream. Only words that are digits
 * count, or the other side's "mm-hmm" between two of them would be hidden as well.
 */
function sharedNumbers(streams: readonly Stream[], policy: PiiPolicy): Hit[][] {
  const hits: Hit[][] = streams.map(() => []);
  if (streams.length < 2) return hits;
  const places = placesOf(streams);
  const call = callStream(streams);
  for (const run of new Reading(call).runs) {
    if (run.digits.length < policy.minimumDigits) continue;
    const words = run.digitAtoms.flatMap((atom) => call.words.slice(atom.first, atom.last + 1));
    for (const [index, [first, last]] of spread(words, places)) {
      hits[index]?.push({ type: 'DIGITS', score: 0.3, ruleId: 'digits-shared', first, last });
    }
  }
  return hits;
}

type Places = ReadonlyMap<StreamWord, readonly [stream: number, place: number]>;

function placesOf(streams: readonly Stream[]): Places {
  const places = new Map<StreamWord, readonly [stream: number, place: number]>();
  streams.forEach((stream, index) => {
    stream.words.forEach((word, place) => {
      places.set(word, [index, place]);
    });
  });
  return places;
}

/** First and last place in each stream that some of the words take. */
function spread(words: readonly StreamWord[], places: Places): Map<number, [first: number, last: number]> {
  const bounds = new Map<number, [first: number, last: number]>();
  for (const word of words) {
    const [stream, place] = places.get(word) ?? [0, 0];
    const known = bounds.get(stream) ?? [place, place];
    bounds.set(stream, [Math.min(known[0], place), Math.max(known[1], place)]);
  }
  return bounds;
}
