import type { PcmFile, TimeSpan } from '../audio/pcm-file.ts';
import type { LocatedModel, ModelInfo } from '../models/model.ts';
import type { VoiceActivityDetector } from '../speech/recognizer.ts';
import { audioDeadlineMs } from './deadlines.ts';
import type { VoiceActivityMethods } from './engine-methods.ts';
import { engineEntry } from './entry.ts';
import { type EngineSettings, ModelEngine } from './model-engine.ts';

/**
 * Voice activity detection in a child process of its own: it looks through the next call while the recogniser hears this
 * one, and a GPU never waits for what only a CPU does.
 */
export class VoiceActivityClient implements VoiceActivityDetector {
  readonly #engine: ModelEngine<VoiceActivityMethods>;
  readonly #model: LocatedModel;

  constructor(voiceActivity: LocatedModel, settings: EngineSettings) {
    this.#model = voiceActivity;
    this.#engine = new ModelEngine({
      process: { name: 'voice-activity', entry: engineEntry('voice-activity'), stage: 'transcribe' },
      models: { voiceActivity },
      prefers: 'cpu',
      // On the CPU it is hundreds of times faster than speech, on one thread; CUDA is for the recogniser.
      settings: { ...settings, provider: 'cpu', threads: 1 },
    });
  }

  /** Loads the model if need be. */
  info(signal?: AbortSignal): Promise<ModelInfo> {
    return this.#engine.info(this.#model, signal);
  }

  detect(channel: PcmFile, signal?: AbortSignal): Promise<readonly TimeSpan[]> {
    return this.#engine.request(
      'detect',
      { channel },
      { deadlineMs: audioDeadlineMs(channel.samples), signal },
    );
  }

  /** Process id while one is running. */
  get pid(): number | undefined {
    return this.#engine.pid;
  }

  /** The last 4 KB of the process's stderr, for an operator's eyes only. */
  get stderrTail(): string {
    return this.#engine.stderrTail;
  }

  /** Ends the process until it is needed again. */
  unload(): Promise<void> {
    return this.#engine.unload();
  }

  close(): Promise<void> {
    return this.#engine.close();
  }
}
