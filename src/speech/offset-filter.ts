/** Cut-off near 13 Hz at 16 kHz: below any voice. */
const POLE = 0.995;

/** Takes a constant offset off as samples stream by: a high-pass of one pole, its state kept between chunks. */
export class OffsetFilter {
  #input = 0;
  #output = 0;
  #started = false;

  /** Filters in place. */
  pass<T extends Float32Array>(chunk: T): T {
    // Begins as if the first sample had always been there, or the offset itself would be a click.
    if (!this.#started) this.#input = chunk[0] ?? 0;
    this.#started ||= chunk.length > 0;
    for (let i = 0; i < chunk.length; i++) {
      const sample = chunk[i] ?? 0;
      this.#output = sample - this.#input + POLE * this.#output;
      this.#input = sample;
      chunk[i] = this.#output;
    }
    return chunk;
  }
}
