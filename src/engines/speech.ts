import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { SpeechMethods } from '../inference/engine-methods.ts';
import { checkSamples } from './checks.ts';
import { onnxProvider } from './provider-proof.ts';
import { openRecognizer, type Recognizer } from './recognizer.ts';
import { loadRuntime } from './runtime.ts';
import { openVoiceActivity, type VoiceActivity } from './voice-activity.ts';

// Entry of the speech process: sherpa-onnx recognition and voice activity detection.

let recognizer: Recognizer | null = null;
let voiceActivity: VoiceActivity | null = null;

const loaded = <T>(part: T | null): T => {
  if (part === null)
    throw new CallmillError('internal_error', 'The speech engine was used before it was loaded');
  return part;
};

serve<SpeechMethods>(
  {
    async load({ speech, voiceActivity: model, provider, threads }) {
      const { default: sherpa } = await loadRuntime('sherpa-onnx-node', () => import('sherpa-onnx-node'));
      voiceActivity = await openVoiceActivity(sherpa, model);
      recognizer = await openRecognizer(sherpa, speech, { provider, threads });
      return { provider: await onnxProvider(provider) };
    },

    async transcribe({ samples, sampleRate, language, hotWords }, context) {
      checkSamples(samples, sampleRate);
      return await loaded(recognizer).transcribe(samples, { language, hotWords }, context);
    },

    async detect({ channel }, context) {
      return await loaded(voiceActivity).detect(channel, context);
    },
  },
  'transcribe',
);
