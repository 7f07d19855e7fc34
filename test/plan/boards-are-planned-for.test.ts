import { describe, expect, it } from 'vitest';
import { type PlanRequest, planFor } from '../../src/cli/plan-request.ts';
import { renderPlan } from '../../src/cli/render/plan.ts';
import { loadConfig } from '../../src/config/load.ts';
import { manifest, manifestEntry } from '../../src/models/manifest.ts';
import { boards } from '../../src/plan/board.ts';
import { type LanguageCache, processNeeds } from '../../src/plan/needs.ts';

const plan = (request: Partial<PlanRequest> = {}) =>
  planFor(loadConfig({}, '/'), { callMinutes: 5, measured: {}, ...request });
const nano = { board: 'orin-nano-8' };

describe('every known board', () => {
  it.each(boards().boards.map((board) => [board.id]))(
    '%s holds its models and says how many calls to expect',
    async (board) => {
      const planned = await plan({ board });
      expect(planned.memory.peakMb).toBeLessThanOrEqual(planned.memory.budgetMb);
      expect(planned.throughput.callsPerDayLow).toBeGreaterThan(0);
      expect(renderPlan(planned)).toMatch(/Calls a day \(estimate\)/);
    },
  );

  it('names models that exist, for the right roles, with a speed and its source', () => {
    for (const { models } of boards().boards)
      for (const [role, id] of Object.entries(models)) expect(manifestEntry(id).role).toBe(role);
    for (const entry of manifest().models)
      if (entry.role === 'speech' && !entry.generated)
        expect(boards().speeds.speech).toHaveProperty([entry.id]);
  });
});

describe('the board of 8 GB', () => {
  it('keeps everything resident with the 1B model; the goal of 2,500 calls lies within the estimate', async () => {
    const { memory, throughput } = await plan(nano);
    expect(memory.residency).toBe('together');
    expect(throughput.callsPerDayLow).toBeLessThan(2500);
    expect(throughput.callsPerDayHigh).toBeGreaterThan(2500);
  });

  it('says of a goal whether it is reached, missed, or for a measurement to decide', async () => {
    const page = async (goal?: number) =>
      renderPlan(await plan({ ...nano, ...(goal === undefined ? {} : { goal }) }));
    expect(await page()).toMatch(
      /2500 calls a day \(34\.6 s for each call\) lie within the estimate: only measuring/,
    );
    expect(await page(2000)).toContain('2000 calls a day (43.2 s for each call) are reached by the estimate');
    expect(await page(5000)).toContain('5000 calls a day (17.3 s for each call) are not reached');
  });

  it('takes turns when the models do not fit together, which costs calls', async () => {
    const tight = await plan({ ...nano, budget: 2400 });
    expect(tight.memory.residency).toBe('phases');
    expect(tight.throughput.callsPerDayHigh).toBeLessThan((await plan(nano)).throughput.callsPerDayHigh);
    expect(renderPlan(tight)).toContain('they take turns');
  });

  it('keeps the 3B model resident however long the calls are that it accepts', async () => {
    const request = { ...nano, language: 'llama-3.2-3b', callMinutes: 5, measured: {} };
    for (const minutes of ['60', '240']) {
      const config = loadConfig({ CALLMILL_MAX_AUDIO_MINUTES: minutes }, '/');
      expect((await planFor(config, request)).memory.residency).toBe('together');
    }
  });

  it('never holds the 8B model', async () => {
    await expect(plan({ ...nano, language: 'llama-3.1-8b' })).rejects.toMatchObject({
      code: 'memory_too_small',
      message: expect.stringContaining('llama-3.1-8b'),
    });
  });

  it('goes faster with shorter calls, slower with mono ones, and by measured speeds where there are any', async () => {
    const usual = (await plan(nano)).throughput;
    expect((await plan({ ...nano, callMinutes: 2 })).throughput.callsPerDayLow).toBeGreaterThan(
      usual.callsPerDayLow,
    );
    const speech = { ...nano, language: 'none' };
    expect((await plan({ ...speech, mono: true })).throughput.callsPerDayLow).toBeLessThan(
      (await plan(speech)).throughput.callsPerDayLow,
    );
    const measured = (await plan({ ...nano, measured: { analysisSeconds: 10, speechTimesRealTime: 60 } }))
      .throughput;
    expect(measured.callsPerDayLow).toBe(measured.callsPerDayHigh);
    expect(measured.callsPerDayLow).toBe(Math.floor(86_400 / 10.5));
  });
});

it('needs grow with context, sequences and precision of the cache, and with the longest diarized call', () => {
  const models = {
    speech: manifestEntry('parakeet-tdt-110m-int8'),
    voiceActivity: manifestEntry('silero-vad'),
    segmentation: manifestEntry('pyannote-segmentation-3.0'),
    embedding: manifestEntry('titanet-small'),
    language: manifestEntry('llama-3.2-1b'),
    entities: null,
  };
  const opened: LanguageCache = { contextTokens: 8192, sequences: 1, kvCache: 'f16' };
  const total = (cache: Partial<LanguageCache>, longestMinutes = 60) =>
    processNeeds(models, { cache: { ...opened, ...cache }, longestMinutes }).reduce(
      (sum, need) => sum + need.needMb,
      0,
    );
  expect(total({}) - total({ contextTokens: 4096 })).toBeCloseTo((32_768 * 4096) / 1e6, -1);
  expect(total({ sequences: 4 }) - total({})).toBeCloseTo((3 * 32_768 * 8192) / 1e6, -1);
  expect(total({}) - total({ kvCache: 'q8_0' })).toBeCloseTo((32_768 * 8192 * 30) / 64 / 1e6, -1);
  expect(total({}, 120) - total({})).toBe(60 * 0.5);
});

it('an unknown board and a model of another role are refused with what there is', async () => {
  await expect(plan({ board: 'toaster' })).rejects.toMatchObject({ code: 'usage' });
  await expect(plan({ ...nano, speech: 'llama-3.2-1b' })).rejects.toMatchObject({ code: 'usage' });
  await expect(plan({ ...nano, speech: 'nothing' })).rejects.toMatchObject({ code: 'model_missing' });
});
