import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { SpeechMethods } from '../inference/engine-methods.ts';
import { checkSamples } from './checks.ts';
import { onnxProvider } from './provider-proof.ts';
import { openRecognizer, type Recognizer } from './recognizer.ts';
import { loadRuntime } from './runtime.ts';

// Entry of the speech process: sherpa-onnx recognition.

let recognizer: Recognizer | null = null;

serve<SpeechMethods>(
  {
    async load({ speech, provider, threads }) {
      const { default: sherpa } = await loadRuntime('sherpa-onnx-node', () => import('sherpa-onnx-node'));
      recognizer = await openRecognizer(sherpa, speech, { provider, threads });
      return { provider: await onnxProvider(provider) };
    },

    async transcribe({ samples, sampleRate, language, hotWords }, context) {
      checkSamples(samples, sampleRate);
      if (recognizer === null) {
        throw new CallmillError('internal_error', 'The speech engine was used before it was loaded');
      }
      return await recognizer.transcribe(samples, { language, hotWords }, context);
    },
  },
  'transcribe',
);
