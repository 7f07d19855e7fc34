import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ensureGeneratedModels } from '../../src/models/generated/ensure.ts';
import { runFixture, scratchDirectory } from './fixtures/run.ts';

const span = z.object({ start: z.number(), end: z.number() });
const sherpaOutput = z.object({
  windows: z.array(
    z.object({
      seconds: z.number(),
      text: z.string(),
      lang: z.string(),
      tokens: z.array(z.string()),
      timestamps: z.array(z.number()),
      ms: z.number(),
    }),
  ),
  speech: z.array(span),
  turns: z.array(span.extend({ speaker: z.number() })),
  alone: z.array(span.extend({ speaker: z.number() })),
});

const SENTENCE = 'This is a generated model and its words mean nothing.';

describe('generated models', () => {
  it('are accepted by sherpa-onnx: words with times, speech spans, two speakers', async () => {
    const root = await ensureGeneratedModels(await scratchDirectory());
    const { windows, speech, turns } = sherpaOutput.parse(await runFixture('run-sherpa.ts', root));

    for (const { seconds, text, lang, tokens, timestamps, ms } of windows) {
      expect(text).toBe(SENTENCE);
      expect(lang).toBe('en');
      expect(timestamps).toHaveLength(tokens.length);
      expect(timestamps).toEqual(timestamps.toSorted((a, b) => a - b));
      expect(timestamps[0]).toBeLessThan(seconds * 0.1);
      expect(timestamps.at(-1)).toBeGreaterThan(seconds * 0.85);
      expect(timestamps.at(-1)).toBeLessThan(seconds);
      // 5 to 15 ms on an idle machine; the bound leaves room for a busy one.
      expect(ms).toBeLessThan(500);
    }
    expect(speech).toHaveLength(2);
    expect(speech[0]?.start).toBeCloseTo(1, 0);
    expect(speech[1]?.end).toBeCloseTo(5, 0);
    expect(turns).toHaveLength(3);
    expect(turns.map((turn) => turn.speaker)).toEqual([0, 1, 0]);
  });

  it('let sherpa-onnx tell the voices of one window apart, and it clusters nothing', async () => {
    const root = await ensureGeneratedModels(await scratchDirectory());
    const { alone } = sherpaOutput.parse(await runFixture('run-sherpa.ts', root));
    expect(alone.map(({ speaker }) => speaker)).toEqual([0, 1]);
    expect(alone[0]?.end).toBeCloseTo(4, 0);
    expect(alone[1]?.start).toBeCloseTo(5, 0);
  });

  it('accept any language of Whisper when one is configured', async () => {
    const root = await ensureGeneratedModels(await scratchDirectory());
    const { windows } = sherpaOutput.parse(await runFixture('run-sherpa.ts', root, 'haw'));
    expect(windows.map(({ lang, text }) => ({ lang, text }))).toEqual([
      { lang: 'haw', text: SENTENCE },
      { lang: 'haw', text: SENTENCE },
    ]);
  });

  it('are accepted by llama.cpp and complete a JSON schema', async () => {
    const root = await ensureGeneratedModels(await scratchDirectory());
    const { response, stopReason, contextTokens } = z
      .object({ response: z.string(), stopReason: z.string(), contextTokens: z.number() })
      .parse(await runFixture('run-llama.ts', root));
    expect(JSON.parse(response)).toEqual({
      summary: 'plumbing',
      sentiment: 'positive',
      score: 0,
      resolved: false,
      topics: [],
      steps: ['plumbing', 'plumbing'],
    });
    expect(stopReason).not.toBe('maxTokens');
    expect(contextTokens).toBe(16_384);
  });

  it('take less than 1 MB in all', async () => {
    const root = await ensureGeneratedModels(await scratchDirectory());
    const files = await readdir(root, { recursive: true, withFileTypes: true });
    const sizes = await Promise.all(
      files.filter((file) => file.isFile()).map((file) => stat(join(file.parentPath, file.name))),
    );
    expect(sizes).toHaveLength(8);
    expect(sizes.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(1_000_000);
  });
});
