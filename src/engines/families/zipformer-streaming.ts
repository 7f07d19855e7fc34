import { common, FEATURES, file, hotWordConfig, type SpeechFamily } from './family.ts';

/**
 * Streaming zipformer transducer. Endpointing is off: windows end where speech ends. It has no longest window; word
 * error on the development files by window: 9.5 % at 8 s, 8.2 % at 25 s, 7.7 % at 40 s, 7.9 % at 60 s.
 */
export const zipformerStreaming: SpeechFamily = {
  decoder: 'online',
  windowSeconds: 40,
  // From the lag-corrected last token to the end of the word on 47 words of known times: half within ±70 ms.
  tailMs: 240,
  prefers: 'cpu',
  takesLanguage: false,
  takesHotWords: true,
  files: ['encoder', 'decoder', 'joiner', 'tokens'],
  config: (files, _model, options) => ({
    featConfig: FEATURES,
    modelConfig: {
      ...common(files, options),
      ...hotWordConfig(options.hotWords).model,
      transducer: {
        encoder: file(files, 'encoder'),
        decoder: file(files, 'decoder'),
        joiner: file(files, 'joiner'),
      },
    },
    decodingMethod: 'modified_beam_search',
    maxActivePaths: 4,
    enableEndpoint: 0,
    ...hotWordConfig(options.hotWords).search,
  }),
};
