import { describe, expect, it } from 'vitest';
import { descriptions } from '../../src/pii/describe.ts';
import { detect } from '../../src/pii/detect.ts';
import { asSegment } from '../../src/pii/plain-text.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import { NUMBER_RULES } from '../../src/pii/recognisers/number-rules.ts';
import { PII_TYPES, type PiiType } from '../../src/pii/types.ts';

const typesIn = (said: string) =>
  detect([asSegment(said.split(' '))], DEFAULT_POLICY).map(({ type }) => type);
const BY_OTHERS: readonly PiiType[] = ['ORGANISATION', 'LOCATION', 'CUSTOM'];
const found = descriptions().filter(({ type }) => !BY_OTHERS.includes(type));

describe('the documentation of the rules', () => {
  it('has every type', () => {
    const described = new Set(descriptions().map(({ type }) => type));
    expect(PII_TYPES.filter((type) => !described.has(type))).toEqual([]);
  });

  // a number that a cue alone names is announced; the rest speaks for itself
  it.each(found)('$rule: its examples are found as $type', ({ type, rule, example }) => {
    const cue = NUMBER_RULES.find(({ id }) => id === rule)?.cues[0] ?? '';
    expect(typesIn(`${cue} ${example.written}`.trim())).toContain(type);
    if (example.spoken !== 'written only') expect(typesIn(`${cue} ${example.spoken}`.trim())).toContain(type);
  });
});
