import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { longTranscript } from '../../bench/soak/long-transcript.ts';
import { analyseCall } from '../../src/analysis/analyse.ts';
import { BUILT_IN_CONFIG } from '../../src/analysis/config/merge.ts';
import { promptLines } from '../../src/analysis/llm/prompt-lines.ts';
import { analyseByRules, categorise, RULES_HERE } from '../../src/analysis/rules-analyser.ts';
import { DEFAULT_POLICY } from '../../src/pii/policy.ts';
import { redactTranscript } from '../../src/pii/redact.ts';
import { computeSpeakerMetrics } from '../../src/speakers/metrics.ts';
import { rulesInThread } from '../../src/threads/rules-in-thread.ts';
import { INLINE_WORDS, runTask } from '../../src/threads/run-task.ts';
import { countWords, type Segment } from '../../src/transcript/segment.ts';
import { completion, goodAnswer, ScriptedModel } from '../analysis/scripted-model.ts';

const never = new AbortController().signal;

const redact = (segments: readonly Segment[], signal: AbortSignal = never) =>
  runTask('redact', [segments, DEFAULT_POLICY, {}], countWords(segments), signal);

/** How often the event loop turns while `work` is under way. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let over = false;
  let turns = 0;
  const done = work.finally(() => {
    over = true;
  });
  for (; !over; turns += 1) await nextTurn();
  await done;
  return turns;
}

describe('work over the words of a call', () => {
  it('gives way again and again when the call is long, and answers as if it had not', async () => {
    const segments = longTranscript(1);
    expect(countWords(segments)).toBeGreaterThan(INLINE_WORDS);
    const work = redact(segments);
    // A block of a hundred segments goes over per turn and comes back per turn; the work itself takes no turn at all.
    expect(await turnsDuring(work)).toBeGreaterThan((2 * segments.length) / 100);
    expect(await work).toEqual(redactTranscript(segments, DEFAULT_POLICY));
  });

  it('is done at once when the call is short: a thread takes longer to start', async () => {
    const segments = longTranscript(1 / 60);
    expect(countWords(segments)).toBeLessThan(INLINE_WORDS);
    expect(await turnsDuring(redact(segments))).toBeLessThan(5);
  });

  it('fails with the code of its error and with no word of the call', async () => {
    const [first, ...rest] = longTranscript(1);
    if (first === undefined) throw new Error('the transcript is empty');
    const broken = [{ ...first, startMs: Number.NaN, endMs: Number.NaN }, ...rest];
    await expect(redact(broken)).rejects.toMatchObject({ code: 'redaction_failed', stage: 'redact' });
    const foreign = [{ ...first, words: null }, ...rest] as unknown as readonly Segment[];
    const words = countWords(rest);
    await expect(runTask('redact', [foreign, DEFAULT_POLICY, {}], words, never)).rejects.toMatchObject({
      code: 'internal_error',
      message: expect.stringMatching(/^Unexpected TypeError in /),
    });
  });

  it('ends where it is when it is no longer wanted', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const work = redact(longTranscript(3), controller.signal);
    await nextTurn();
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });

  it('is not begun after an abort', async () => {
    const reason = new Error('too late');
    await expect(redact(longTranscript(1), AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('the analysis of a long call', () => {
  const segments = longTranscript(1);
  const durationMs = 3_600_000;
  const metrics = computeSpeakerMetrics(segments, durationMs, []);
  const input = { segments, metrics, durationMs, config: BUILT_IN_CONFIG };
  const rules = rulesInThread(countWords(segments), never);

  it('reads by rules in the thread what it would read here', async () => {
    const work = rules.read(input);
    expect(await turnsDuring(work)).toBeGreaterThan(segments.length / 100);
    expect(await work).toEqual(analyseByRules(input));
  });

  it('judges the categories of what a model found there too', async () => {
    const { complianceFlags } = analyseByRules(input);
    expect(complianceFlags).not.toEqual([]);
    const work = rules.categorise(input, complianceFlags, -7);
    expect(await turnsDuring(work)).toBeGreaterThan(segments.length / 100);
    expect(await work).toEqual(categorise(input, complianceFlags, -7));
  });

  it('leaves all rules to whoever was named, also when a model answers', async () => {
    const asked: string[] = [];
    const elsewhere: typeof rules = {
      read: (read) => {
        asked.push('read');
        return RULES_HERE.read(read);
      },
      categorise: async () => {
        asked.push('categorise');
        return [{ name: 'judged elsewhere', evidence: [] }];
      },
    };
    const model = new ScriptedModel(async () => completion({ text: goodAnswer() }), 400_000, {
      generated: true,
    });
    const options = { languageModel: model, timeoutMs: 60_000, rules: elsewhere };
    const analysis = await analyseCall(input, options, never);
    expect(analysis.evaluatorType).toBe('llm');
    expect(analysis.categories.map(({ name }) => name)).toEqual(['judged elsewhere']);
    expect(asked).toEqual(['read', 'categorise']);
  });

  it('writes the lines of a prompt a hundred segments at a time', async () => {
    const work = promptLines(segments, durationMs);
    expect(await turnsDuring(work)).toBeGreaterThanOrEqual(Math.floor(segments.length / 100));
    expect(await work).toHaveLength(segments.length);
  });
});
