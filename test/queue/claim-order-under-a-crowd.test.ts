import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import { Chooser } from '../../src/queue/choose.ts';
import type { Waiting } from '../../src/queue/head.ts';

const { runs, seed } = inject('effort');
const effort = { numRuns: runs, seed };

/** A head in the order of claiming: by priority, ids in any order within one. */
const heads = fc
  .uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 1e6 }), priority: fc.integer({ min: 0, max: 3 }) }),
    {
      minLength: 1,
      maxLength: 128,
      selector: ({ id }) => id,
    },
  )
  .map((rows) => rows.toSorted((a, b) => a.priority - b.priority));

describe('which rows a worker tries to claim', () => {
  it('the first ones, in their order, for as long as it meets nobody', () => {
    fc.assert(
      fc.property(heads, (head) => {
        const ids = new Chooser(() => 0).choose(head);
        expect(ids).toEqual(head.slice(0, ids.length).map(({ id }) => id));
        expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        expect(ids.length).toBeGreaterThan(0);
      }),
      effort,
    );
  });

  it('some of the first priority when others were quicker, never one of a later priority', () => {
    fc.assert(
      fc.property(heads, (head) => {
        const chooser = new Chooser(() => 0);
        chooser.claimed(head, null);
        const ids = chooser.choose(head);
        const urgent = head.filter(({ priority }) => priority === head[0]?.priority).map(({ id }) => id);
        expect(urgent).toEqual(expect.arrayContaining([...ids]));
        expect(ids).toEqual(ids.toSorted((a, b) => a - b));
        expect(ids).toHaveLength(Math.min(16, urgent.length));
      }),
      effort,
    );
  });

  it('meeting others is to win another row than the first, and is forgotten after a second', () => {
    let now = 0;
    const chooser = new Chooser(() => now);
    const head: Waiting[] = [1, 2, 3].map((id) => ({ id, priority: 100 }));
    chooser.claimed(head, 1);
    expect(chooser.looksAt).toBe(16);
    chooser.claimed(head, 2);
    expect(chooser.looksAt).toBe(128);
    now = 999;
    chooser.claimed(head, 3);
    expect(chooser.looksAt).toBe(128);
    now = 1000;
    expect(chooser.looksAt).toBe(16);
  });
});
