import { CallmillError } from '../errors/error.ts';
import { serve } from '../inference/child-host.ts';
import type { VoiceActivityMethods } from '../inference/engine-methods.ts';
import { loadRuntime } from './runtime.ts';
import { openSilero, type Silero } from './silero.ts';

// Entry of the voice activity process: sherpa-onnx voice activity detection.

let detector: Silero | null = null;

serve<VoiceActivityMethods>(
  {
    async load({ voiceActivity }) {
      const { default: sherpa } = await loadRuntime('sherpa-onnx-node', () => import('sherpa-onnx-node'));
      detector = await openSilero(sherpa, voiceActivity);
      return { provider: 'cpu' };
    },

    async detect({ channel }, context) {
      if (detector === null) {
        throw new CallmillError('internal_error', 'The voice activity engine was used before it was loaded');
      }
      return await detector.detect(channel, context);
    },
  },
  'transcribe',
);
