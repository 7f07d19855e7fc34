/** Rate of all decoded audio; every speech model callmill runs wants it. */
export const SAMPLE_RATE = 16_000;

/**
 * One decoded channel on disk: headerless little-endian float32 at {@link SAMPLE_RATE}.
 * On disk, not in memory: a three-hour stereo call is 1.4 GB, and the main process stays under 200 MB.
 */
export interface PcmFile {
  readonly path: string;
  /** 0-based channel of the recording. */
  readonly channel: number;
  /** Number of samples; `samples * 4` is the file's size. */
  readonly samples: number;
}

/** A half-open stretch of time in milliseconds from the start of the recording. */
export interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
}
