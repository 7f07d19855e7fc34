import { type PcmFile, SAMPLE_RATE } from '../../src/audio/pcm-file.ts';
import { sleep } from '../../src/clock/clock.ts';
import type { EngineGroup, EngineGroups } from '../../src/devices/group.ts';
import type { ModelInfo } from '../../src/models/model.ts';
import type { Engines } from '../../src/pipeline/tools.ts';
import { leastAnswer } from '../../test/analysis/scripted-model.ts';

/** How fast the engines of one board are; all times are the board's, before scaling. */
export interface EngineSpeeds {
  /** Seconds of audio heard in a second, both channels of a call together. */
  readonly speechTimesRealTime: number;
  readonly analysisSeconds: number;
  /** Seconds from a process's start until its model answers. */
  readonly loadSeconds: Readonly<Record<EngineGroup, number>>;
}

const WORDS = 'good morning I am calling about my order it has not arrived yet could you please look'.split(
  ' ',
);
/** Of conversational speech. */
const WORDS_A_SECOND = 2.5;

/**
 * Engines that take a board's time and compute nothing: they sleep, scaled down, behind the same interfaces. What else
 * the worker does is real. A group that is asked while it is not in memory fails: phases must have loaded it.
 */
export class SimulatedEngines implements EngineGroups {
  readonly engines: Engines;
  /** Real seconds for one of the board's. */
  readonly #scale: number;
  readonly #speeds: EngineSpeeds;
  readonly #inMemory: Set<EngineGroup>;
  loads = 0;

  /** @param inMemory at the start, as the worker's warm-up leaves it */
  constructor(speeds: EngineSpeeds, scale: number, inMemory: readonly EngineGroup[]) {
    this.#speeds = speeds;
    this.#scale = scale;
    this.#inMemory = new Set(inMemory);
    const info = async (): Promise<ModelInfo> => ({
      id: 'simulated',
      family: 'simulated',
      sha256: '0'.repeat(64),
      provider: 'cpu',
      generated: true,
    });
    this.engines = {
      recognizer: {
        maxWindowSeconds: 25 * scale,
        info,
        transcribe: async (samples, _options, signal) => {
          const boardSeconds = samples.length / SAMPLE_RATE / scale;
          // The speed is that of a call; each of its two channels is heard.
          await this.#work('speech', boardSeconds / speeds.speechTimesRealTime / 2, signal);
          return {
            words: spoken(boardSeconds * WORDS_A_SECOND, (samples.length * 1000) / SAMPLE_RATE),
            language: 'en',
          };
        },
      },
      detector: { detect: async (channel) => [{ startMs: 0, endMs: lengthMs(channel) }] },
      diarizer: null,
      entityClassifier: null,
      languageModel: {
        info,
        contextTokens: 8192,
        parallel: 1,
        countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)),
        complete: async (requests, signal) => {
          await this.#work('language', speeds.analysisSeconds, signal);
          return requests.map(leastAnswer);
        },
      },
    };
  }

  async unload(group: EngineGroup): Promise<void> {
    this.#inMemory.delete(group);
  }

  async load(group: EngineGroup): Promise<void> {
    this.loads += 1;
    await sleep(this.#speeds.loadSeconds[group] * this.#scale * 1000);
    this.#inMemory.add(group);
  }

  async #work(group: EngineGroup, boardSeconds: number, signal?: AbortSignal): Promise<void> {
    if (!this.#inMemory.has(group)) throw new Error(`${group} is not in memory`);
    await sleep(boardSeconds * this.#scale * 1000, signal);
  }
}

function spoken(count: number, lengthMs: number) {
  const step = lengthMs / Math.max(1, count);
  return Array.from({ length: Math.floor(count) }, (_, place) => ({
    text: WORDS[place % WORDS.length] ?? '',
    startMs: place * step,
    endMs: (place + 0.9) * step,
    confidence: 0.9,
  }));
}

function lengthMs({ samples }: PcmFile): number {
  return (samples * 1000) / SAMPLE_RATE;
}
