import { describe, expect, it } from 'vitest';
import { detect } from '../../src/pii/detect.ts';
import { asSegment } from '../../src/pii/plain-text.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import { TABLES } from './rule-tables.ts';

describe.each(Object.entries(TABLES))('%s', (_name, cases) => {
  it.each(cases)('$said → $finds', ({ said, finds }) => {
    const found = detect([asSegment(said.split(' '))], DEFAULT_POLICY).map(({ type }) => type);
    expect(found).toEqual(finds === null ? [] : [finds]);
  });

  it.each(cases.filter(({ finds }) => finds !== null))(
    '$said, without case and punctuation',
    ({ said, finds }) => {
      const shouted = said.toUpperCase().split(' ');
      expect(detect([asSegment(shouted)], DEFAULT_POLICY).map(({ type }) => type)).toEqual([finds]);
    },
  );
});
