import type { DecisionRequest } from '../../src/analysis/language-model.ts';
import { monotonicMs } from '../../src/clock/clock.ts';
import type { Engines } from '../../src/pipeline/tools.ts';

/** Engines that note how long they were asked for something: their bare time, in the very run that is measured. */
export class TimedEngines {
  readonly engines: Engines;
  #busyMs = 0;

  constructor({ recognizer, detector, diarizer, entityClassifier, languageModel }: Engines) {
    const decide = languageModel?.decide?.bind(languageModel);
    this.engines = {
      recognizer: {
        maxWindowSeconds: recognizer.maxWindowSeconds,
        info: (signal) => recognizer.info(signal),
        transcribe: (samples, options, signal) =>
          this.#timed(() => recognizer.transcribe(samples, options, signal)),
      },
      detector: { detect: (channel, signal) => this.#timed(() => detector.detect(channel, signal)) },
      diarizer: diarizer && {
        diarize: (channel, speakers, signal) =>
          this.#timed(() => diarizer.diarize(channel, speakers, signal)),
        embed: (channel, spans, signal) => this.#timed(() => diarizer.embed(channel, spans, signal)),
      },
      entityClassifier,
      languageModel: languageModel && {
        info: (signal) => languageModel.info(signal),
        get contextTokens() {
          return languageModel.contextTokens;
        },
        get parallel() {
          return languageModel.parallel;
        },
        complete: (requests, signal) => this.#timed(() => languageModel.complete(requests, signal)),
        ...(decide && {
          decide: (request: DecisionRequest, signal?: AbortSignal) =>
            this.#timed(() => decide(request, signal)),
        }),
        countTokens: (texts, signal) => this.#timed(() => languageModel.countTokens(texts, signal)),
      },
    };
  }

  /** Sum over all engines, in milliseconds, since the last look. */
  takeBusyMs(): number {
    const busyMs = this.#busyMs;
    this.#busyMs = 0;
    return busyMs;
  }

  async #timed<T>(work: () => Promise<T>): Promise<T> {
    const started = monotonicMs();
    try {
      return await work();
    } finally {
      this.#busyMs += monotonicMs() - started;
    }
  }
}
