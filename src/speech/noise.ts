import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Utterance } from '../transcript/word.ts';
import type { GuardSettings } from './settings.ts';

/**
 * Parts what somebody said from what a model made of music, hum or a far-off television: utterances whose words' mean
 * confidence is below `minConfidence`. Words without a known confidence stay.
 */
export function withoutNoise(
  utterances: readonly Utterance[],
  guards: GuardSettings,
): { readonly utterances: Utterance[]; readonly noise: TimeSpan[] } {
  const isNoise = ({ words }: Utterance): boolean => {
    const known = words.flatMap((word) => word.confidence ?? []);
    const sum = known.reduce((total, value) => total + value, 0);
    return known.length > 0 && sum / known.length < guards.minConfidence;
  };
  return {
    utterances: utterances.filter((utterance) => !isNoise(utterance)),
    noise: utterances.filter(isNoise).map(({ startMs, endMs }) => ({ startMs, endMs })),
  };
}
