import type { SpeechSettings } from '../speech/settings.ts';
import { EMPTY_BOOK } from '../speech/speech-book.ts';
import type { Call } from './call.ts';
import type { PipelineSettings } from './tools.ts';

/** How this call's speech becomes words: what its row says, before its tenant's settings, before the worker's. */
export function speechOf(
  { scope, speech: wishes }: Pick<Call, 'scope' | 'speech'>,
  { speech: book = EMPTY_BOOK, language }: Pick<PipelineSettings, 'speech' | 'language'>,
): SpeechSettings {
  const settings = (scope === undefined ? undefined : book.tenants.get(scope.tenantId)) ?? book.base;
  const { vocabulary } = settings;
  return {
    ...settings,
    language: wishes?.language ?? settings.language ?? language,
    vocabulary: { ...vocabulary, hotWords: [...vocabulary.hotWords, ...(wishes?.hotWords ?? [])] },
  };
}
