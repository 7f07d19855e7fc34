import { CallmillError } from '../errors/error.ts';
import type { SpeechSettings } from './settings.ts';

/**
 * The language most of a call was heard in; the configured one when no channel tells, null when nothing does.
 *
 * @param channels milliseconds of speech by language of each channel
 * @throws CallmillError language_not_allowed
 */
export function callLanguage(
  channels: readonly { readonly languages: ReadonlyMap<string, number> }[],
  { language, allowedLanguages }: SpeechSettings,
): string | null {
  const total = new Map<string, number>();
  for (const [name, ms] of channels.flatMap((channel) => [...channel.languages])) {
    total.set(name, (total.get(name) ?? 0) + ms);
  }
  const [most] = [...total].sort((a, b) => b[1] - a[1]);
  const heard = most?.[0] ?? language;
  if (heard === null || allowedLanguages.length === 0 || allowedLanguages.includes(heard)) return heard;
  throw new CallmillError(
    'language_not_allowed',
    `The call is in ${heard}; allowed are ${allowedLanguages.join(', ')}`,
  );
}
