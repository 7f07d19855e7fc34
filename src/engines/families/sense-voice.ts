import { common, FEATURES, file, type SpeechFamily, UNMEASURED_TAIL_MS } from './family.ts';

/** SenseVoice: Chinese, Cantonese, English, Japanese, Korean in one CTC model; `auto` detects. */
export const senseVoice: SpeechFamily = {
  decoder: 'offline',
  windowSeconds: 25,
  tailMs: UNMEASURED_TAIL_MS,
  prefers: 'cuda',
  takesLanguage: true,
  takesHotWords: false,
  files: ['model', 'tokens'],
  config: (files, _model, options) => ({
    featConfig: FEATURES,
    modelConfig: {
      ...common(files, options),
      senseVoice: {
        model: file(files, 'model'),
        language: options.language === '' ? 'auto' : options.language,
        useInverseTextNormalization: 1,
      },
    },
    decodingMethod: 'greedy_search',
  }),
};
