import { common, FEATURES, file, type SpeechFamily, UNMEASURED_TAIL_MS } from './family.ts';

/**
 * Whisper reads at most 29.5 s and drops the rest with a line on stderr; at most 25 s are given.
 * Token times need a decoder exported with its attention; the two switches must be the number 1 (`true` is ignored).
 */
export const whisper: SpeechFamily = {
  decoder: 'offline',
  windowSeconds: 25,
  tailMs: UNMEASURED_TAIL_MS,
  prefers: 'cuda',
  takesLanguage: true,
  takesHotWords: false,
  files: ['encoder', 'decoder', 'tokens'],
  config: (files, _model, options) => ({
    featConfig: FEATURES,
    modelConfig: {
      ...common(files, options),
      whisper: {
        encoder: file(files, 'encoder'),
        decoder: file(files, 'decoder'),
        language: options.language,
        task: 'transcribe',
        enableTokenTimestamps: 1,
        enableSegmentTimestamps: 0,
      },
    },
    decodingMethod: 'greedy_search',
  }),
};
