/** Lets one caller in at a time, in order of arrival; whoever gives up waiting leaves the line unharmed. */
export class Turnstile {
  #last: Promise<void> = Promise.resolve();

  /**
   * Waits for a turn and resolves with the function that ends it.
   * Rejects with the signal's reason when aborted while waiting.
   */
  async enter(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    const { promise: left, resolve: leave } = Promise.withResolvers<void>();
    const before = this.#last;
    this.#last = before.then(() => left);
    const over = new AbortController();
    try {
      await Promise.race([before, aborted(signal, over.signal)]);
    } catch (reason) {
      leave();
      throw reason;
    } finally {
      over.abort();
    }
    return leave;
  }
}

/** Never resolves; rejects with the signal's reason. `until` takes the listener away again. */
export function aborted(signal?: AbortSignal, until?: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal === undefined) return promise;
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), {
    once: true,
    ...(until === undefined ? {} : { signal: until }),
  });
  return promise;
}
