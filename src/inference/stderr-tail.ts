import type { Readable } from 'node:stream';

const KEPT_BYTES = 4096;

/**
 * Drains a child's stderr and keeps its last 4 KB: an undrained pipe blocks the child after 64 KB.
 * Native runtimes write what they like there, so the text is for an operator's eyes and never part of a message.
 */
export class StderrTail {
  #kept = Buffer.alloc(0);
  readonly #watchers = new Set<() => void>();

  constructor(stream: Readable) {
    stream.on('data', (chunk: Buffer) => {
      const joined = Buffer.concat([this.#kept, chunk]);
      this.#kept = Buffer.from(joined.subarray(Math.max(0, joined.length - KEPT_BYTES)));
      for (const watcher of this.#watchers) watcher();
    });
  }

  get text(): string {
    return this.#kept.toString('utf8');
  }

  /** Resolves with everything kept before `fence`, once the fence has come through the pipe. */
  async before(fence: string): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    const look = (): void => {
      const at = this.text.indexOf(fence);
      if (at >= 0) resolve(this.text.slice(0, at));
    };
    this.#watchers.add(look);
    look();
    try {
      return await promise;
    } finally {
      this.#watchers.delete(look);
    }
  }
}
