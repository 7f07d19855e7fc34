import type { DecisionRequest } from '../../src/analysis/language-model.ts';
import { monotonicMs } from '../../src/clock/clock.ts';
import type { Engines } from '../../src/pipeline/tools.ts';

/** What an engine was asked for, ready to be asked again. */
export type EngineCall = () => Promise<unknown>;

/** Engines that note how long they were asked for something, and what. */
export class TimedEngines {
  readonly engines: Engines;
  #busyMs = 0;
  #noted: EngineCall[] | null = null;

  constructor({ recognizer, detector, diarizer, entityClassifier, languageModel }: Engines) {
    const decide = languageModel?.decide?.bind(languageModel);
    this.engines = {
      recognizer: {
        maxWindowSeconds: recognizer.maxWindowSeconds,
        info: (signal) => recognizer.info(signal),
        transcribe: (samples, options, signal) =>
          this.#timed((until) => recognizer.transcribe(samples, options, until), signal),
      },
      detector: {
        detect: (channel, signal) => this.#timed((until) => detector.detect(channel, until), signal),
      },
      diarizer: diarizer && {
        diarize: (channel, speakers, signal) =>
          this.#timed((until) => diarizer.diarize(channel, speakers, until), signal),
        embed: (channel, spans, signal) =>
          this.#timed((until) => diarizer.embed(channel, spans, until), signal),
      },
      entityClassifier: entityClassifier && {
        classify: (turns, signal) => this.#timed((until) => entityClassifier.classify(turns, until), signal),
      },
      languageModel: languageModel && {
        info: (signal) => languageModel.info(signal),
        get contextTokens() {
          return languageModel.contextTokens;
        },
        get parallel() {
          return languageModel.parallel;
        },
        complete: (requests, signal) =>
          this.#timed((until) => languageModel.complete(requests, until), signal),
        ...(decide && {
          decide: (request: DecisionRequest, signal?: AbortSignal) =>
            this.#timed((until) => decide(request, until), signal),
        }),
        countTokens: (texts, signal) =>
          this.#timed((until) => languageModel.countTokens(texts, until), signal),
      },
    };
  }

  /** Sum over all engines, in milliseconds, since the last look. */
  takeBusyMs(): number {
    const busyMs = this.#busyMs;
    this.#busyMs = 0;
    return busyMs;
  }

  /** Everything that `work` asks of the engines, in the order in which it was asked. */
  async note(work: () => Promise<unknown>): Promise<readonly EngineCall[]> {
    const noted: EngineCall[] = [];
    this.#noted = noted;
    try {
      await work();
      return noted;
    } finally {
      this.#noted = null;
    }
  }

  async #timed<T>(
    work: (until: AbortSignal | undefined) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    // Without its signal: that is aborted when the stage is over.
    this.#noted?.push(() => work(undefined));
    const started = monotonicMs();
    try {
      return await work(signal);
    } finally {
      this.#busyMs += monotonicMs() - started;
    }
  }
}
