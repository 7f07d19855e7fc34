import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, parsePolicy } from '../../src/pii/policy.ts';
import { redactTranscript } from '../../src/pii/redact.ts';
import { redactText } from '../../src/pii/text.ts';
import { type Segment, segmentKey } from '../../src/transcript/segment.ts';
import { call, lines, type Turn } from './a-call.ts';

const SEED = Number(process.env['FAST_CHECK_SEED'] ?? Date.now() % 2 ** 31);
const SETTINGS = { seed: SEED, numRuns: 400 };
console.info(`fast-check seed ${SEED}`);

const UNITS = 'zero one two three four five six seven eight nine'.split(' ');
const VOCABULARY = [
  ...UNITS,
  ...UNITS,
  ...'oh double triple ten twenty forty hundred thousand and um so okay sorry no for to ate won dot at com'.split(
    ' ',
  ),
  ...'my name is john card number please the security code email what is your postcode [PERSON] march'.split(
    ' ',
  ),
  ...[
    '4',
    '12',
    '4111',
    '1111-1111',
    '555-0123',
    '07700',
    "it's",
    'cat',
    'gmail',
    '1,234',
    '£20',
    '3rd',
    'a1b2',
  ],
];
const speech = fc.array(fc.constantFrom(...VOCABULARY), { minLength: 1, maxLength: 14 });
const turns = fc.array(
  fc
    .tuple(fc.constantFrom('a' as const, 'c' as const), speech)
    .map(([who, words]): Turn => [who, words.join(' ')]),
  { minLength: 1, maxLength: 8 },
);
const policies = fc.constantFrom(
  DEFAULT_POLICY,
  parsePolicy({ operator: 'remove' }),
  parsePolicy({ minimumDigits: 4 }),
  parsePolicy({ types: { PERSON: false, CARD_NUMBER: false } }),
);

/** Written without the rules on purpose: plain digit words and figures, hesitations dropped, nothing else. */
function longestPlainRun(words: readonly string[]): number {
  const skipped = new Set(['um', 'so', 'okay', 'sorry', 'no']);
  let longest = 0;
  let run = 0;
  for (const word of words) {
    if (skipped.has(word)) continue;
    if (UNITS.includes(word)) run += 1;
    else if (/^[\d.,£-]+$/.test(word)) run += word.replace(/\D/g, '').length;
    else run = 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

const bySpeaker = (segments: readonly Segment[], channel: number): string[] =>
  segments
    .filter((segment) => segment.channel === channel)
    .flatMap((segment) => segment.words.map((word) => word.text));

/** Cuts every segment after the words that `cuts` picks: the same words at the same times in other segments. */
function resplit(segments: readonly Segment[], cuts: readonly boolean[]): Segment[] {
  let word = 0;
  const pieces = segments.flatMap((segment) => {
    const groups: Segment['words'][number][][] = [[]];
    for (const spoken of segment.words) {
      groups.at(-1)?.push(spoken);
      word += 1;
      if (cuts[word % cuts.length]) groups.push([]);
    }
    return groups
      .filter((words) => words.length > 0)
      .map((words) => ({
        ...segment,
        words,
        startMs: words[0]?.startMs ?? 0,
        endMs: words.at(-1)?.endMs ?? 0,
      }));
  });
  return pieces.map((piece, sequence) => ({ ...piece, sequence, key: segmentKey(sequence) }));
}

/** Start times of the words that were hidden. */
function hiddenTimes(before: readonly Segment[], after: readonly Segment[]): number[] {
  return before.flatMap((segment, place) => {
    const left = new Set(after[place]?.words.filter((word) => word.confidence !== null));
    return segment.words.filter((word) => !left.has(word)).map((word) => word.startMs);
  });
}

describe('redaction', () => {
  it('leaves no run of seven digits to any speaker', () => {
    fc.assert(
      fc.property(turns, policies, (said, policy) => {
        const { segments } = redactTranscript(call(...said), policy);
        for (const channel of [0, 1]) expect(longestPlainRun(bySpeaker(segments, channel))).toBeLessThan(7);
      }),
      SETTINGS,
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(turns, policies, (said, policy) => {
        const once = redactTranscript(call(...said), policy);
        const twice = redactTranscript(once.segments, policy);
        expect(lines(twice.segments)).toEqual(lines(once.segments));
        expect(twice.entities).toEqual([]);
        const text = redactText(said.map(([, words]) => words).join('\n'), policy);
        expect(redactText(text, policy)).toBe(text);
      }),
      SETTINGS,
    );
  });

  it('covers the same words however they are cut into segments', () => {
    fc.assert(
      fc.property(turns, fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }), (said, cuts) => {
        const whole = call(...said);
        const pieces = resplit(whole, cuts);
        const ofWhole = hiddenTimes(whole, redactTranscript(whole).segments);
        expect(hiddenTimes(pieces, redactTranscript(pieces).segments)).toEqual(ofWhole);
      }),
      SETTINGS,
    );
  });

  it('mutes the audio of every word it hides, in spans that are sorted and apart', () => {
    fc.assert(
      fc.property(turns, (said) => {
        const before = call(...said);
        const { segments, spans, entities } = redactTranscript(before);
        for (const startMs of hiddenTimes(before, segments)) {
          expect(spans.some((span) => span.startMs <= startMs && startMs + 300 <= span.endMs)).toBe(true);
        }
        for (const entity of entities) {
          expect(spans.some((span) => span.startMs <= entity.startMs && entity.endMs <= span.endMs)).toBe(
            true,
          );
        }
        spans.slice(1).forEach((span, index) => {
          expect(span.startMs - (spans[index]?.endMs ?? 0)).toBeGreaterThanOrEqual(400);
        });
      }),
      SETTINGS,
    );
  });

  it('takes any text whatever without failing or leaving seven written digits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.stringMatching(/^[0-9 .,()'@/+-]{0,40}$/),
        (any, digits) => {
          const out = redactText(`${any} ${digits}${any}`);
          const runs = out
            .normalize('NFKC')
            .split(/\p{L}/u)
            .map((part) => part.replace(/\P{Nd}/gu, '').length);
          expect(Math.max(...runs)).toBeLessThan(7);
        },
      ),
      SETTINGS,
    );
  });
});
