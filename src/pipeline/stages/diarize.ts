import type { PcmFile } from '../../audio/pcm-file.ts';
import { attributeSpeakers } from '../../speakers/attribute-speakers.ts';
import type { SpeakerTurn } from '../../speakers/diarizer.ts';
import { ordinaryCase } from '../../transcript/casing.ts';
import type { Segment } from '../../transcript/segment.ts';
import type { Utterance } from '../../transcript/word.ts';
import type { Call } from '../call.ts';
import { onDevice, type PipelineRun } from '../pipeline-run.ts';
import type { Engines, PipelineSettings } from '../tools.ts';

/** Gives every word its speaker: by channel where each party has one, by voice on a mono recording. */
export async function attribute(
  call: Call,
  channels: readonly PcmFile[],
  utterances: readonly Utterance[],
  engines: Engines,
  settings: PipelineSettings,
  run: Pick<PipelineRun, 'signal' | 'onDevice'>,
): Promise<readonly Segment[]> {
  const segments = attributeSpeakers({
    utterances,
    turns: await turnsOf(call, channels, utterances, engines, run),
    channels: channels.length,
    channelRoles: call.channelRoles ?? (channels.length > 1 ? settings.defaultChannelRoles : null),
    direction: call.direction,
    agentName: call.agentName,
    customerName: call.customerName,
    expectedSpeakers: call.expectedSpeakers,
  });
  return ordinaryCase(segments);
}

async function turnsOf(
  call: Call,
  channels: readonly PcmFile[],
  utterances: readonly Utterance[],
  { diarizer }: Engines,
  run: Pick<PipelineRun, 'signal' | 'onDevice'>,
): Promise<readonly SpeakerTurn[] | null> {
  const [channel, second] = channels;
  if (channel === undefined || second !== undefined || diarizer === null || utterances.length === 0)
    return null;
  return await onDevice(run, 'diarize', () => diarizer.diarize(channel, call.expectedSpeakers, run.signal));
}
