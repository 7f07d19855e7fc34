import { EventEmitter, once } from 'node:events';
import { type PcmFile, SAMPLE_RATE } from '../../src/audio/pcm-file.ts';
import type { EngineGroup, EngineGroups } from '../../src/devices/group.ts';
import type { ModelInfo } from '../../src/models/model.ts';
import type { Engines } from '../../src/pipeline/tools.ts';
import { leastAnswer } from '../analysis/scripted-model.ts';
import type { Timeline } from './timeline.ts';

/** What each call says; its number is its length in seconds, which is how the engines know it. */
const SAYS = ['', 'apples', 'bread', 'cheese', 'dinner', 'eggs', 'flour', 'grapes', 'honey'];
/** Silence at the end of the fixture's tone. */
const TAIL_SECONDS = 0.3;

/**
 * Engines that a test holds and releases, so that what happens at the same time is decided by events. Says `transcribe 2`,
 * `diarize 2`, `analyse 2` when it is asked, and fails the test when an engine is asked that is not in memory.
 */
export class StagedEngines implements EngineGroups {
  readonly #timeline: Timeline;
  readonly #held = new Set<string>();
  readonly #released = new EventEmitter().setMaxListeners(0);
  #resident: ReadonlySet<EngineGroup> = new Set(['speech', 'language']);
  readonly engines: Engines;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
    const info = async (): Promise<ModelInfo> => ({
      id: 'staged',
      family: 'whisper',
      sha256: 'b'.repeat(64),
      provider: 'cpu',
      generated: false,
    });
    this.engines = {
      recognizer: {
        maxWindowSeconds: 25,
        info,
        transcribe: async (samples, _options, signal) => {
          const number = Math.round(samples.length / SAMPLE_RATE - TAIL_SECONDS);
          await this.#work('speech', 'transcribe', number, signal);
          // All through the speech: what is left without a word would be decoded again.
          const endMs = (samples.length * 1000) / SAMPLE_RATE - 10;
          const word = { text: SAYS[number] ?? '', startMs: 10, endMs, confidence: 1 };
          return { words: [word], language: 'en' };
        },
      },
      detector: { detect: async (channel) => [{ startMs: 0, endMs: lengthMs(channel) }] },
      diarizer: {
        diarize: async (channel, _speakers, signal) => {
          await this.#work('speech', 'diarize', Math.round(lengthMs(channel) / 1000 - TAIL_SECONDS), signal);
          return [{ startMs: 0, endMs: lengthMs(channel), speaker: 0 }];
        },
        embed: async () => new Float32Array(),
      },
      entityClassifier: null,
      languageModel: {
        info,
        contextTokens: 8192,
        parallel: 1,
        countTokens: async (texts) => texts.map((text) => Math.ceil(text.length / 4)),
        complete: async (requests, signal) => {
          const user = requests[0]?.user ?? '';
          const number = SAYS.findIndex((word) => word !== '' && user.toLowerCase().includes(word));
          await this.#work('language', 'analyse', number, signal);
          return requests.map(leastAnswer);
        },
      },
    };
  }

  /** From now on such work does not end: `transcribe`, or `transcribe 2` for one call. */
  hold(work: string): void {
    this.#held.add(work);
  }

  release(work: string): void {
    this.#held.delete(work);
    this.#released.emit('released');
  }

  /** Only one group fits into memory. */
  takeTurns(): void {
    this.#resident = new Set(['speech']);
  }

  async unload(group: EngineGroup): Promise<void> {
    this.#timeline.say(`unload ${group}`);
    this.#resident = new Set([...this.#resident].filter((other) => other !== group));
  }

  async load(group: EngineGroup): Promise<void> {
    this.#timeline.say(`load ${group}`);
    this.#resident = new Set([...this.#resident, group]);
  }

  async #work(group: EngineGroup, work: string, number: number, signal?: AbortSignal): Promise<void> {
    const entry = `${work} ${number}`;
    if (!this.#resident.has(group)) this.#timeline.say(`${entry} WITHOUT ITS ENGINE`);
    this.#timeline.say(entry);
    while (this.#held.has(work) || this.#held.has(entry)) {
      await once(this.#released, 'released', signal === undefined ? {} : { signal });
    }
  }
}

function lengthMs({ samples }: PcmFile): number {
  return (samples * 1000) / SAMPLE_RATE;
}
