import { common, FEATURES, file, type SpeechFamily, UNMEASURED_TAIL_MS } from './family.ts';

/** Moonshine. Its 2026 builds fail silently from 10 s up, so windows stay below. */
export const moonshine: SpeechFamily = {
  decoder: 'offline',
  windowSeconds: 9,
  tailMs: UNMEASURED_TAIL_MS,
  prefers: 'cpu',
  takesLanguage: false,
  takesHotWords: false,
  files: ['preprocessor', 'encoder', 'uncachedDecoder', 'cachedDecoder', 'tokens'],
  config: (files, _model, options) => ({
    featConfig: FEATURES,
    modelConfig: {
      ...common(files, options),
      moonshine: {
        preprocessor: file(files, 'preprocessor'),
        encoder: file(files, 'encoder'),
        uncachedDecoder: file(files, 'uncachedDecoder'),
        cachedDecoder: file(files, 'cachedDecoder'),
      },
    },
    decodingMethod: 'greedy_search',
  }),
};
