import { CallmillError } from '../errors/error.ts';
import type { ModelInfo } from '../models/model.ts';
import type { RecognizedWindow, RecognizeOptions, SpeechRecognizer } from '../speech/recognizer.ts';

/**
 * Several recognisers for one call, in the order of preference: the next one takes over when one fails in a way that the
 * audio is not to blame for, and keeps the rest of the call, so that a transcript changes hands at most once.
 */
export class RecognizerChain implements SpeechRecognizer {
  readonly maxWindowSeconds: number;
  readonly #chain: readonly [SpeechRecognizer, ...SpeechRecognizer[]];
  #at = 0;

  /** @param chain for one call */
  constructor(chain: readonly [SpeechRecognizer, ...SpeechRecognizer[]]) {
    this.#chain = chain;
    this.maxWindowSeconds = Math.min(...chain.map((recognizer) => recognizer.maxWindowSeconds));
  }

  /** Of the one that answers now. */
  async info(signal?: AbortSignal): Promise<ModelInfo> {
    return await this.#first((recognizer) => recognizer.info(signal), signal);
  }

  async transcribe(
    samples: Float32Array,
    options: RecognizeOptions,
    signal?: AbortSignal,
  ): Promise<RecognizedWindow> {
    return await this.#first((recognizer) => recognizer.transcribe(samples, options, signal), signal);
  }

  async #first<T>(ask: (recognizer: SpeechRecognizer) => Promise<T>, signal?: AbortSignal): Promise<T> {
    for (;;) {
      const recognizer = this.#chain[this.#at] ?? this.#chain[0];
      try {
        return await ask(recognizer);
      } catch (thrown) {
        signal?.throwIfAborted();
        const last = this.#at + 1 >= this.#chain.length;
        if (last || (thrown instanceof CallmillError && thrown.retry === 'permanent')) throw thrown;
        this.#at += 1;
      }
    }
  }
}
