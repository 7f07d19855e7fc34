import { CallmillError } from '../../errors/error.ts';
import type { LocatedModel } from '../../models/model.ts';
import type { SpeechFamily } from './family.ts';
import { moonshine } from './moonshine.ts';
import { senseVoice } from './sense-voice.ts';
import { nemoTransducer, zipformer } from './transducer.ts';
import { whisper } from './whisper.ts';
import { zipformerStreaming } from './zipformer-streaming.ts';

/** Family name in the manifest → how to run it. Pure data: safe to import in the main process. */
export const SPEECH_FAMILIES: Readonly<Record<string, SpeechFamily>> = {
  whisper,
  'zipformer-streaming': zipformerStreaming,
  transducer: zipformer,
  'nemo-transducer': nemoTransducer,
  moonshine,
  'sense-voice': senseVoice,
};

/** @throws CallmillError model_unusable when the manifest names a family callmill cannot run */
export function speechFamily(model: LocatedModel): SpeechFamily {
  const family = SPEECH_FAMILIES[model.family];
  if (family !== undefined) return family;
  const known = Object.keys(SPEECH_FAMILIES).join(', ');
  throw new CallmillError(
    'model_unusable',
    `Model ${model.id} is of the unknown family ${model.family}; known are ${known}`,
  );
}
