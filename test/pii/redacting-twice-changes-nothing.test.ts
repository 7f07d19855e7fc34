import { describe, expect, it } from 'vitest';
import { redactTranscript } from '../../src/pii/redact.ts';
import { call, lines, type Turn } from './a-call.ts';

/** Calls that random search found: each once gained a mark the second time. */
const CALLS: readonly (readonly [why: string, turns: readonly Turn[]])[] = [
  [
    'the cue that parted two answers was redacted',
    [
      ['a', 'postcode and zero'],
      ['c', 'zero postcode zero'],
      ['a', 'w1a'],
    ],
  ],
  [
    'the asker’s words of substance were redacted',
    [
      ['a', 'the password'],
      ['a', 'zero'],
      ['a', 'zero zero com zero'],
      ['a', 'is oak name zero'],
      ['c', 'zero'],
    ],
  ],
  [
    'a mark stood where an answer begins',
    [
      ['a', "account it's"],
      ['a', '[PERSON] 1111-1111 zero'],
    ],
  ],
  [
    'a mark shortened the turn',
    [
      ['a', 'zero zero hundred zero zero'],
      ['c', 'zero zero'],
      ['a', 'a1b2 zero'],
      ['a', 'zero'],
    ],
  ],
  [
    'the asker took the floor',
    [
      ['a', 'postcode please zero zero cat'],
      ['c', 'zero'],
      ['a', 'a1b2 zero'],
    ],
  ],
  [
    'an age stood between its cue and another number',
    [
      ['a', 'aged zero? is'],
      ['a', 'zero'],
    ],
  ],
  [
    'the asker’s words and then a number took the floor',
    [
      ['c', 'please postcode zero zero old'],
      ['a', 'zero your zero'],
      ['c', '1111-1111 years please'],
      ['a', 'zero'],
    ],
  ],
];

describe('redacting twice', () => {
  it.each(CALLS)('changes nothing where %s', (_why, turns) => {
    const once = redactTranscript(call(...turns));
    const twice = redactTranscript(once.segments);
    expect(lines(twice.segments)).toEqual(lines(once.segments));
    expect(twice.entities).toEqual([]);
  });
});
