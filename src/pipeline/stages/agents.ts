import type { KnownVoice } from '../../speakers/attribute-speakers.ts';
import type { Diarizer, SpeakerTurn } from '../../speakers/diarizer.ts';
import type { Utterance } from '../../transcript/word.ts';
import { type HeardVoice, identify } from '../../voices/identify.ts';
import { speechOfSpeakers, type VoiceSpan } from '../../voices/speech-of-speakers.ts';
import type { Call } from '../call.ts';
import { onDevice, type PipelineRun } from '../pipeline-run.ts';
import type { PipelineTools } from '../tools.ts';
import type { Channels } from './channels.ts';

/**
 * The voices of a call that are enrolled agents'. Costs nothing for a tenant without prints; otherwise one embedding of
 * at most half a minute for each voice that talks long enough.
 */
export async function knownAgents(
  call: Call,
  { heard, mixed }: Channels,
  turns: readonly SpeakerTurn[] | null,
  utterances: readonly Utterance[],
  diarizer: Diarizer | null,
  tools: Pick<PipelineTools, 'voicePrints'>,
  run: Pick<PipelineRun, 'signal' | 'onDevice'>,
): Promise<readonly KnownVoice[]> {
  if (call.scope === undefined || diarizer === null) return [];
  const enrolled = await tools.voicePrints?.(call.scope.tenantId);
  if (enrolled === undefined || enrolled.prints.length === 0) return [];
  const voices: HeardVoice[] = [];
  for (const [speaker, spans] of speechOfSpeakers(mixed ? (turns ?? []) : spansOf(utterances))) {
    const channel = mixed ? heard[0] : heard.find((file) => file.channel === speaker);
    if (channel === undefined) continue;
    const embed = () => diarizer.embed(channel, spans, run.signal);
    voices.push({ speaker, vector: await onDevice(run, 'diarize', embed) });
  }
  return identify(voices, enrolled.prints, enrolled.options).map(({ speaker, print }) => ({
    speaker,
    agentName: print.agentName,
  }));
}

/** Every channel is a voice. */
function spansOf(utterances: readonly Utterance[]): VoiceSpan[] {
  return utterances.map(({ channel, startMs, endMs }) => ({ speaker: channel, startMs, endMs }));
}
