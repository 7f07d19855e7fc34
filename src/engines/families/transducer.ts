import { common, FEATURES, file, hotWordConfig, type SpeechFamily, UNMEASURED_TAIL_MS } from './family.ts';

const transducer = (modelType: string, decodingMethod: string): SpeechFamily => ({
  decoder: 'offline',
  windowSeconds: 25,
  tailMs: UNMEASURED_TAIL_MS,
  prefers: 'cuda',
  takesLanguage: false,
  takesHotWords: decodingMethod === 'modified_beam_search',
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
      modelType,
    },
    decodingMethod,
    maxActivePaths: 4,
    ...hotWordConfig(options.hotWords).search,
  }),
});

/** Offline zipformer transducer. */
export const zipformer = transducer('transducer', 'modified_beam_search');

/** NeMo transducers, Parakeet TDT among them, which decode greedily. */
export const nemoTransducer = transducer('nemo_transducer', 'greedy_search');
