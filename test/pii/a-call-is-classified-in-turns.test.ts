import fc from 'fast-check';
import { describe, expect, inject, it } from 'vitest';
import type { EntityClassifier } from '../../src/pii/classifier.ts';
import { classifyCall } from '../../src/pii/classify-call.ts';
import { parsePolicy } from '../../src/pii/policy.ts';
import { redactTranscript } from '../../src/pii/redact.ts';
import { type Segment, segmentKey } from '../../src/transcript/segment.ts';
import { call, lines, type Turn } from './a-call.ts';

const { runs, seed } = inject('effort');

/** Says "jane" is a person, and keeps what it was asked: the seam to the engine, whose own tests run the real one. */
class Scribe implements EntityClassifier {
  turns: readonly (readonly string[])[] = [];

  async classify(turns: readonly (readonly string[])[]) {
    this.turns = turns;
    return turns.map((words) =>
      words.flatMap((word, at) =>
        word === 'jane'
          ? [{ type: 'PERSON' as const, first: at, last: at, score: 0.6, ruleId: 'ner:person' }]
          : [],
      ),
    );
  }
}

async function redacted(segments: readonly Segment[], policy = parsePolicy({})): Promise<string[]> {
  const classified = await classifyCall(segments, new Scribe());
  return lines(redactTranscript(segments, policy, { classified }).segments);
}

describe('a call is classified in turns', () => {
  it('in the order begun, a question before its answer', async () => {
    const scribe = new Scribe();
    const said = call(['a', 'your name please'], ['c', 'it is jane'], ['a', 'thanks jane that is all then']);
    await classifyCall(said, scribe);
    expect(scribe.turns.map((turn) => turn.join(' '))).toEqual([
      'your name please',
      'it is jane',
      'thanks jane that is all then',
    ]);
    expect((await redacted(said)).slice(1)).toEqual(['it is [PERSON]', 'thanks [PERSON] that is all then']);
  });

  it('which a remark of the other side does not cut in two', async () => {
    const scribe = new Scribe();
    await classifyCall(call(['c', 'i am jane'], ['a', 'Mm-hmm, okay.'], ['c', 'doe from leeds']), scribe);
    expect(scribe.turns.map((turn) => turn.join(' '))).toEqual(['i am jane doe from leeds', 'Mm-hmm, okay.']);
  });

  it('and marks of what was redacted before stay as they are, though a span runs over them', async () => {
    const greedy: EntityClassifier = {
      classify: async (turns) =>
        turns.map((words) => [
          { type: 'PERSON', first: 0, last: words.length - 1, score: 0.6, ruleId: 'ner:person' },
        ]),
    };
    const said = call(['c', '[PERSON] [ADDRESS] jane doe [PERSON]']);
    const classified = await classifyCall(said, greedy);
    expect(classified).toMatchObject([[{ first: 2, last: 3 }]]);
    expect(lines(redactTranscript(said, parsePolicy({}), { classified }).segments)).toEqual([
      '[PERSON] [ADDRESS] [PERSON] [PERSON]',
    ]);
  });

  it('and a policy may switch the type off', async () => {
    const said = call(['c', 'jane and jane']);
    expect(await redacted(said, parsePolicy({ types: { PERSON: false } }))).toEqual(['jane and jane']);
  });

  it(`whatever way the same words are cut into segments (seed ${seed})`, async () => {
    const turns = fc.array(
      fc.tuple(
        fc.constantFrom('a' as const, 'c' as const),
        fc.array(fc.constantFrom('jane', 'so', 'my', 'name'), { minLength: 1, maxLength: 9 }),
      ),
      { minLength: 1, maxLength: 7 },
    );
    await fc.assert(
      fc.asyncProperty(turns, fc.array(fc.nat(), { minLength: 1, maxLength: 8 }), async (said, cuts) => {
        const whole = call(...said.map(([who, words]): Turn => [who, words.join(' ')]));
        const pieces = whole.flatMap((segment, index) =>
          cutAt(segment, (cuts[index % cuts.length] ?? 0) % segment.words.length),
        );
        const [of, ofPieces] = [new Scribe(), new Scribe()];
        await classifyCall(whole, of);
        await classifyCall(pieces, ofPieces);
        expect(ofPieces.turns).toEqual(of.turns);
      }),
      { seed, numRuns: runs },
    );
  });
});

/** The same words in two segments; one when the cut is at its start. */
function cutAt(segment: Segment, place: number): Segment[] {
  const parts = [segment.words.slice(0, place), segment.words.slice(place)].filter(
    (words) => words.length > 0,
  );
  return parts.map((words, part) => ({
    ...segment,
    key: segmentKey(segment.sequence * 2 + part),
    startMs: words[0]?.startMs ?? 0,
    endMs: words.at(-1)?.endMs ?? 0,
    words,
  }));
}
