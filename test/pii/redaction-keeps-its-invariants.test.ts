import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import type { ClassifiedSpan } from '../../src/pii/classifier.ts';
import { DEFAULT_POLICY, parsePolicy } from '../../src/pii/policy.ts';
import { redactTranscript } from '../../src/pii/redact.ts';
import { redactText } from '../../src/pii/text.ts';
import { type Segment, segmentKey } from '../../src/transcript/segment.ts';
import { call, lines, type Turn } from './a-call.ts';

/** Random calls are cheap: 500 for the usual 40 runs, 25,000 for the 2,000 of a night. */
const CASES_PER_RUN = 12.5;
const { runs, seed } = inject('effort');
const SETTINGS = { seed, numRuns: Math.ceil(runs * CASES_PER_RUN) };
console.info(`fast-check seed ${seed}`);

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
  ...'thanks thank good morning hi hey mister dr quilla quilla pj mark'.split(' '),
  ...'street 221 oak w1a 2aa password is aged years old www born on the twelfth reference account'.split(' '),
];
/** As an engine may write a word: any case, any punctuation around it. */
const word = fc
  .tuple(fc.constantFrom(...VOCABULARY), fc.nat(11), fc.constantFrom('', '', '', ',', '.', '?'))
  .map(([text, style, after]) => {
    if (text.startsWith('[')) return text;
    return (
      (style === 0 ? text.toUpperCase() : style === 1 ? text.charAt(0).toUpperCase() + text.slice(1) : text) +
      after
    );
  });
const speech = fc.array(word, { minLength: 1, maxLength: 14 });
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
  parsePolicy({ operator: 'marker', types: { PHONE_NUMBER: { operator: { mask: 4 } } } }),
  parsePolicy({ operator: 'surrogate', types: { ADDRESS: { redact: true, threshold: 0.99 } } }),
  parsePolicy({ speakers: { agent: { PERSON: false } }, allow: ['john'], deny: ['cat', '4111'] }),
  parsePolicy({ patterns: [{ name: 'own', pattern: '[a-z]+ card' }], regions: ['US'] }),
);

/** Written without the rules on purpose: plain digit words and figures, hesitations dropped, nothing else. */
function longestPlainRun(words: readonly string[]): number {
  const skipped = new Set(['um', 'so', 'okay', 'sorry', 'no']);
  let longest = 0;
  let run = 0;
  for (const spoken of words) {
    const word = spoken.toLowerCase().replace(/[,.?]$/, '');
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
        expect(twice.entities.filter(({ operator }) => operator !== 'keep')).toEqual([]);
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

  it('never uncovers a word because somebody found more', () => {
    const types = fc.constantFrom('PERSON', 'CARD_NUMBER', 'DIGITS', 'ADDRESS', 'EMAIL', 'ORGANISATION');
    const span = fc.record({
      turn: fc.nat(7),
      first: fc.nat(13),
      length: fc.nat(3),
      type: types,
      score: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(turns, fc.array(span, { maxLength: 4 }), policies, (said, spans, policy) => {
        const before = call(...said);
        const classified = before.map((_, place): ClassifiedSpan[] =>
          spans
            .filter(({ turn }) => turn === place)
            .map(({ first, length, type, score }) => ({
              type,
              score,
              first,
              last: first + length,
              ruleId: 'ner:any',
            })),
        );
        const alone = hiddenTimes(before, redactTranscript(before, policy).segments);
        const more = new Set(hiddenTimes(before, redactTranscript(before, policy, { classified }).segments));
        expect(alone.filter((time) => !more.has(time))).toEqual([]);
      }),
      SETTINGS,
    );
  });

  it('keeps no digit of a number in anything it returns', () => {
    const number = fc.array(fc.nat(9), { minLength: 7, maxLength: 19 });
    const spoken = fc.boolean();
    fc.assert(
      fc.property(number, spoken, speech, (digits, isSpoken, around) => {
        const said = isSpoken ? digits.map((digit) => UNITS[digit]).join(' ') : digits.join('');
        const plain = around.filter((text) => !/\d/.test(text));
        const { segments, entities } = redactTranscript(
          call(['c', `zebra ${said} zebra`], ['a', plain.join(' ') || 'so']),
        );
        const kept = JSON.stringify([
          segments[0]?.words.map(({ text }) => text),
          entities.map(({ type, ruleId }) => [type, ruleId]),
        ]);
        for (let at = 0; at + 3 <= digits.length; at += 1)
          expect(kept).not.toContain(digits.slice(at, at + 3).join(''));
        for (const digit of UNITS) expect(kept).not.toContain(` ${digit} `);
        expect(segments[0]?.words[0]?.text).toBe('zebra');
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
            .map((part) => Array.from(part.replace(/\P{Nd}/gu, '')).length);
          expect(Math.max(...runs)).toBeLessThan(7);
        },
      ),
      SETTINGS,
    );
  });
});
