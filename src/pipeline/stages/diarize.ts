import { attributeSpeakers } from '../../speakers/attribute-speakers.ts';
import { withoutEcho } from '../../speakers/cross-talk.ts';
import type { SpeakerTurn } from '../../speakers/diarizer.ts';
import { ordinaryCase } from '../../transcript/casing.ts';
import type { Segment } from '../../transcript/segment.ts';
import type { Utterance } from '../../transcript/word.ts';
import type { Call } from '../call.ts';
import { onDevice, type PipelineRun } from '../pipeline-run.ts';
import type { Engines, PipelineTools } from '../tools.ts';
import { knownAgents } from './agents.ts';
import type { Channels } from './channels.ts';

/** Gives every word its speaker: by channel where each party has one, by voice where all are on one. */
export async function attribute(
  call: Call,
  channels: Channels,
  utterances: readonly Utterance[],
  engines: Engines,
  tools: Pick<PipelineTools, 'settings' | 'voicePrints'>,
  run: Pick<PipelineRun, 'signal' | 'onDevice'>,
): Promise<readonly Segment[]> {
  const { mixed, heard, envelopes, ringing } = channels;
  const said = mixed ? utterances : withoutEcho(utterances, envelopes).utterances;
  const turns = await turnsOf(call, channels, said, engines, run);
  const segments = attributeSpeakers({
    utterances: said,
    turns,
    channels: heard.length,
    channelRoles: call.channelRoles ?? (mixed ? null : tools.settings.defaultChannelRoles),
    ringing,
    direction: call.direction,
    agentName: call.agentName,
    customerName: call.customerName,
    expectedSpeakers: call.expectedSpeakers,
    knownVoices: await knownAgents(call, channels, turns, said, engines.diarizer, tools, run),
  });
  return ordinaryCase(segments);
}

async function turnsOf(
  call: Call,
  { heard: [channel], mixed }: Channels,
  utterances: readonly Utterance[],
  { diarizer }: Engines,
  run: Pick<PipelineRun, 'signal' | 'onDevice'>,
): Promise<readonly SpeakerTurn[] | null> {
  if (channel === undefined || !mixed || diarizer === null || utterances.length === 0) return null;
  return await onDevice(run, 'diarize', () => diarizer.diarize(channel, call.expectedSpeakers, run.signal));
}
