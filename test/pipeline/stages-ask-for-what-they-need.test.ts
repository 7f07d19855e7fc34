import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LanguageModel } from '../../src/analysis/language-model.ts';
import type { DeviceStage } from '../../src/devices/group.ts';
import type { AudioRoom } from '../../src/pipeline/pipeline-run.ts';
import { runPipeline } from '../../src/pipeline/run.ts';
import { StageClock } from '../../src/pipeline/stage-clock.ts';
import type { Engines } from '../../src/pipeline/tools.ts';
import { goodAnswer, ScriptedModel } from '../analysis/scripted-model.ts';
import { ScriptedCall } from './scripted-call.ts';

const SAMPLES = 5.3 * 16_000;

describe('the stages of a call', () => {
  let call: ScriptedCall;
  afterEach(() => call.remove());

  async function asked(
    sentence: string,
    { model = null, replace = {} }: { model?: LanguageModel | null; replace?: Partial<Engines> } = {},
  ): Promise<string[]> {
    call = new ScriptedCall(sentence);
    const said: string[] = [];
    const tools = call.tools(model);
    const engines = async () => ({ ...(await tools.engines()), ...replace });
    const room: AudioRoom = {
      reserve: async (bytes) => void said.push(`reserve ${bytes === null ? 'unknown' : 'known'}`),
      correct: (bytes) => void said.push(`correct ${Math.round(bytes / SAMPLES)}`),
      free: async () => void said.push('free'),
    };
    await runPipeline(
      call.call,
      { ...tools, engines },
      {
        ...call.run(),
        room,
        onDevice: async <T>(stage: DeviceStage, work: () => Promise<T>) => {
          said.push(stage);
          return await work();
        },
      },
    );
    return said;
  }

  it('ask for no device of a model that is not asked anything', async () => {
    expect(await asked('good morning')).not.toContain('diarize');
    call.remove();
    const replace = { detector: { detect: async () => [] } };
    expect(await asked('', { model: new ScriptedModel([]), replace })).not.toContain('analyse');
  });

  it('ask for each device in turn, for room before bytes are made, and give it back before the analysis', async () => {
    const model = new ScriptedModel([{ text: goodAnswer() }]);
    const diarizer = {
      diarize: async () => [{ startMs: 0, endMs: 5000, speaker: 0 }],
      embed: async () => new Float32Array(),
    };
    expect(await asked('good morning', { model, replace: { diarizer } })).toEqual([
      'reserve unknown',
      'reserve known',
      'decode',
      // Bytes of a sample, and half of one for the source.
      'correct 5',
      'detect',
      'transcribe',
      'diarize',
      'free',
      'analyse',
    ]);
  });
});

describe('the clock of the stages', () => {
  afterEach(() => vi.useRealTimers());

  it('stands still while a stage waits', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const clock = new StageClock({});
    await clock.run('transcribe', async () => {
      vi.advanceTimersByTime(100);
      await clock.wait(async () => vi.advanceTimersByTime(60_000));
      vi.advanceTimersByTime(200);
    });
    expect([clock.times.transcribe, clock.waitedMs]).toEqual([300, 60_000]);
  });
});
