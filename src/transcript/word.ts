/** One spoken word. Times are milliseconds from the start of the recording. */
export interface Word {
  /** As the recogniser gave it, without surrounding space; never empty. */
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0…1, or null when the model family gives none. */
  readonly confidence: number | null;
  /** True when the times were spread over the segment instead of measured. */
  readonly estimated?: boolean;
  /** True for a sound that fills a pause ("um"), where the settings ask for fillers to be marked. */
  readonly filler?: boolean;
  /** True where a client's vocabulary gave the spelling: its case stays. */
  readonly spelled?: boolean;
  /** True when somebody else spoke at the same time. */
  readonly overlapped?: boolean;
}

/** What one channel said between two pauses, before speakers are known. */
export interface Utterance {
  /** 0-based channel of the recording. */
  readonly channel: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly words: readonly Word[];
}
