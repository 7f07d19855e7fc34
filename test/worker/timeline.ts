import { EventEmitter, once } from 'node:events';

/** What happened, in order, and a way to wait for it. */
export class Timeline {
  readonly entries: string[] = [];
  readonly #news = new EventEmitter();

  say(entry: string): void {
    this.entries.push(entry);
    this.#news.emit('entry');
  }

  /** Resolves once all of these have happened. */
  async until(...wanted: readonly string[]): Promise<void> {
    while (!wanted.every((entry) => this.entries.includes(entry))) await once(this.#news, 'entry');
  }

  /** Those that begin so, in order. */
  of(...beginnings: readonly string[]): string[] {
    return this.entries.filter((entry) => beginnings.some((beginning) => entry.startsWith(beginning)));
  }

  /** Place of an entry; fails when it never happened. */
  at(entry: string): number {
    const place = this.entries.indexOf(entry);
    if (place < 0) throw new Error(`"${entry}" never happened:\n${this.entries.join('\n')}`);
    return place;
  }
}
