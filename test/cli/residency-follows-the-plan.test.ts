import { describe, expect, it } from 'vitest';
import { decideResidency } from '../../src/cli/residency.ts';
import { loadConfig } from '../../src/config/load.ts';

const MODELS = {
  CALLMILL_SPEECH_MODEL: 'whisper-medium.en',
  CALLMILL_VAD_MODEL: 'silero-vad',
  CALLMILL_SEGMENTATION_MODEL: 'none',
  CALLMILL_EMBEDDING_MODEL: 'none',
  CALLMILL_LANGUAGE_MODEL: 'llama-3.2-3b',
  CALLMILL_CALLS_PER_PHASE: '7',
  // Whatever machine this runs on.
  CALLMILL_BOARD: 'small',
};
const PHASES = { kind: 'phases', callsPerPhase: 7 };
const decided = (env: Readonly<Record<string, string>>) =>
  decideResidency(loadConfig({ ...MODELS, ...env }, '/nowhere'));

describe('whether the models of a worker take turns', () => {
  it('follows from what they need and what there is', async () => {
    expect(await decided({ CALLMILL_MEMORY_BUDGET_MB: '12000' })).toMatchObject({
      residency: { kind: 'together' },
      planned: { memory: { budgetMb: 12_000 } },
    });
    expect(await decided({ CALLMILL_MEMORY_BUDGET_MB: '4500' })).toMatchObject({
      residency: PHASES,
      planned: { memory: { residency: 'phases' } },
    });
  });

  it('is no question where they would not even fit in turns', async () => {
    await expect(decided({ CALLMILL_MEMORY_BUDGET_MB: '900' })).rejects.toMatchObject({
      code: 'memory_too_small',
      remedy: expect.stringContaining('CALLMILL_RESIDENCY=phases'),
    });
  });

  it('is as a person says', async () => {
    const small = { CALLMILL_MEMORY_BUDGET_MB: '900' };
    expect(await decided({ ...small, CALLMILL_RESIDENCY: 'together' })).toMatchObject({
      residency: { kind: 'together' },
      planned: null,
    });
    const large = { CALLMILL_MEMORY_BUDGET_MB: '64000' };
    expect(await decided({ ...large, CALLMILL_RESIDENCY: 'phases' })).toMatchObject({ residency: PHASES });
  });

  it('is left to the warm-up to complain about when a model is unknown', async () => {
    expect(await decided({ CALLMILL_SPEECH_MODEL: 'no-such-model' })).toMatchObject({
      residency: { kind: 'together' },
      planned: null,
    });
  });
});
