import type { ChannelLoudness } from '../speakers/loudness.ts';
import { spreadWords } from '../speech/spread-words.ts';
import type { Segment } from '../transcript/segment.ts';
import type { Call } from './call.ts';
import type { PipelineRun } from './pipeline-run.ts';
import type { CallAnalysis } from './result.ts';
import { analyse } from './run.ts';
import { redactWords } from './stages/redact.ts';
import type { PipelineTools } from './tools.ts';

/** The transcript of a completed recording. */
export interface StoredTranscript {
  readonly segments: readonly Segment[];
  /** Segment key → the text a person put in its place. */
  readonly corrections: ReadonlyMap<string, string>;
  readonly loudness: readonly ChannelLoudness[];
  readonly durationMs: number;
}

/**
 * Analyses a stored transcript again, as people corrected it. A correction is redacted like speech: people type numbers
 * too. Who talked when is measured on the words as they were spoken, whose times are real.
 *
 * @throws CallmillError redaction_failed
 */
export async function reanalyse(
  stored: StoredTranscript,
  call: Call,
  tools: PipelineTools,
  run: Pick<PipelineRun, 'clock' | 'signal' | 'onAudioLength' | 'onDevice'>,
): Promise<CallAnalysis> {
  const { segments: spoken, corrections, loudness, durationMs } = stored;
  run.onAudioLength?.(durationMs / 1000);
  const read = spoken.map((segment) => corrected(segment, corrections.get(segment.key)));
  const { segments } = await redactWords(read, call, durationMs, tools, run.signal);
  return await analyse({ spoken, segments, loudness, durationMs }, call, tools, run);
}

function corrected(segment: Segment, text: string | undefined): Segment {
  if (text === undefined) return segment;
  const words = spreadWords(text, segment.endMs - segment.startMs).map((word) => ({
    ...word,
    startMs: segment.startMs + word.startMs,
    endMs: segment.startMs + word.endMs,
  }));
  return { ...segment, words };
}
