import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { detect } from '../../src/pii/detect.ts';
import { asSegment } from '../../src/pii/plain-text.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import { RULES_VERSION } from '../../src/pii/policy-hash.ts';
import { TABLES } from './rule-tables.ts';

/** Version of the rules and what they found in every sentence of their tables then. */
const STAMPED = { version: 4, found: '7a909aa9ee046544' };

/**
 * An earlier transcript of the same audio is used again under the hash of its policy. Rules that find something else under the
 * same version would publish what the earlier ones left standing.
 */
it('rules that find something else have another version', () => {
  const said = Object.values(TABLES).flatMap((cases) => cases.map((one) => one.said));
  const found = said.map((text) =>
    detect([asSegment(text.split(' '))], DEFAULT_POLICY).map(({ type, words }) => [type, words]),
  );
  const digest = createHash('sha256').update(JSON.stringify(found)).digest('hex').slice(0, 16);
  expect(
    { version: RULES_VERSION, found: digest },
    'a new case: put the new digest here; a changed rule: raise RULES_VERSION as well',
  ).toEqual(STAMPED);
});
