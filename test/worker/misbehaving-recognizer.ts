import { type PcmFile, SAMPLE_RATE } from '../../src/audio/pcm-file.ts';
import type { EngineProcess } from '../../src/inference/engine-process.ts';
import type { Engines } from '../../src/pipeline/tools.ts';
import type { MisbehavingMethods } from '../inference/fixtures/misbehaving-engine.ts';

type Engine = EngineProcess<MisbehavingMethods>;

/** Calls longer than this are the ones that the engine cannot stand. */
const DEADLY_SECONDS = 2;

/**
 * Engines of a worker whose recogniser is a real, supervised process: short calls are answered, long ones meet
 * `misbehave`.
 */
export function misbehavingRecognizer(
  engine: Engine,
  misbehave: (engine: Engine) => Promise<unknown>,
): Engines {
  return {
    recognizer: {
      maxWindowSeconds: 25,
      async info(signal) {
        await engine.start(signal);
        return { id: 'bad', family: 'whisper', sha256: 'b'.repeat(64), provider: 'cpu', generated: true };
      },
      async transcribe(samples, _options, signal) {
        if (samples.length > DEADLY_SECONDS * SAMPLE_RATE) await misbehave(engine);
        else await engine.request('echo', samples, { deadlineMs: 60_000, signal });
        return { words: [{ text: 'hello', startMs: 10, endMs: 400, confidence: 1 }], language: 'en' };
      },
    },
    detector: { detect: async (channel) => [{ startMs: 0, endMs: lengthMs(channel) }] },
    diarizer: null,
    languageModel: null,
    entityClassifier: null,
  };
}

function lengthMs({ samples }: PcmFile): number {
  return (samples * 1000) / SAMPLE_RATE;
}
