/** What a language model takes by its own file and by the manifest: weights, cache and buffers, MB of 10⁶ bytes. */
export interface LanguageEstimate {
  readonly model: string;
  readonly manifestMb: number;
  readonly fileMb: number;
}

const TOLERANCE = 0.2;
/** Smaller differences decide nothing, and those of toy models are all smaller. */
const MATTERS_MB = 100;

/** Whether plans made from the manifest, such as those of boards, would be wrong by more than a fifth. */
export function estimatesDiffer({ manifestMb, fileMb }: LanguageEstimate): boolean {
  const difference = Math.abs(fileMb - manifestMb);
  return difference > MATTERS_MB && difference > TOLERANCE * manifestMb;
}
