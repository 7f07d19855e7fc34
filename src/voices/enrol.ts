import { decodeAudio } from '../audio/decode.ts';
import type { TimeSpan } from '../audio/pcm-file.ts';
import { probeAudio } from '../audio/probe.ts';
import { CallmillError } from '../errors/error.ts';
import type { Call } from '../pipeline/call.ts';
import { fetchAudio } from '../pipeline/stages/fetch.ts';
import type { PipelineTools } from '../pipeline/tools.ts';
import type { Segment } from '../transcript/segment.ts';
import { LEAST_MS, speechOfSpeakers } from './speech-of-speakers.ts';

/** What one call tells of its agent's voice. */
export interface AgentVoice {
  /** Unit length. */
  readonly vector: Float32Array;
  readonly seconds: number;
}

/**
 * Listens to the agent of a transcribed call once more: its audio, where its transcript says that the agent speaks.
 *
 * @param segments the call's transcript
 * @throws CallmillError voice_unclear when there is no agent, more than one, or too little of one; whatever fetching,
 *   decoding and the embedding throw
 */
export async function hearAgent(
  call: Call,
  segments: readonly Segment[],
  tools: PipelineTools,
  scratch: string,
  signal: AbortSignal,
): Promise<AgentVoice> {
  const { label, channel, spans } = agentSpeech(segments);
  const { diarizer } = await tools.engines(signal);
  if (diarizer === null) {
    throw new CallmillError('model_missing', 'There is no speaker embedding on this machine', {
      stage: 'diarize',
    });
  }
  const download = await fetchAudio(call, tools, scratch, () => undefined, signal);
  const probe = await probeAudio(download.path, signal);
  const { minSeconds, maxMinutes } = tools.settings;
  const decoded = await decodeAudio(download.path, probe, {
    directory: scratch,
    minSeconds,
    maxMinutes,
    signal,
  });
  const file = decoded.channels.find((pcm) => pcm.channel === channel);
  if (file === undefined) {
    throw new CallmillError('voice_unclear', `The audio has no channel ${channel} for ${label}`);
  }
  const vector = await diarizer.embed(file, spans, signal);
  return { vector, seconds: spans.reduce((sum, span) => sum + span.endMs - span.startMs, 0) / 1000 };
}

/** Where the one agent speaks alone. */
function agentSpeech(segments: readonly Segment[]): {
  readonly label: string;
  readonly channel: number;
  readonly spans: readonly TimeSpan[];
} {
  const agents = [
    ...Map.groupBy(
      segments.filter((segment) => segment.speakerRole === 'agent'),
      (segment) => segment.speakerLabel,
    ),
  ];
  const [agent] = agents;
  const [first] = agent?.[1] ?? [];
  if (agent === undefined || first === undefined || agents.length > 1) {
    throw new CallmillError(
      'voice_unclear',
      `The transcript has ${agents.length} agents where one is needed`,
    );
  }
  const numbers = new Map([...new Set(segments.map((s) => s.speakerLabel))].map((label, n) => [label, n]));
  const spans = speechOfSpeakers(
    segments.map(({ speakerLabel, startMs, endMs }) => ({
      speaker: numbers.get(speakerLabel) ?? 0,
      startMs,
      endMs,
    })),
  ).get(numbers.get(agent[0]) ?? 0);
  if (spans === undefined) {
    throw new CallmillError(
      'voice_unclear',
      `The agent speaks alone for less than the ${LEAST_MS / 1000} seconds that a voice print needs`,
    );
  }
  return { label: agent[0], channel: first.channel, spans };
}
