import { CallmillError } from '../../errors/error.ts';
import { STAGES, type StageMs } from '../../pipeline/result.ts';
import type { StoredCall } from '../../results/load.ts';
import type { SpeakerMetrics } from '../../speakers/metrics.ts';
import type { CliContext } from '../context.ts';
import { bold, clockTime, duration } from '../output.ts';
import { analysisOfRow, renderAnalysis } from './analysis.ts';
import { renderFindings } from './findings.ts';
import { renderTranscript, type TranscriptLine } from './transcript.ts';

/**
 * One call on a page: state, who said what and when, what was redacted, the analysis, where the cleaned audio lies and
 * how long each stage took.
 *
 * @param store what the bucket is called, e.g. `directory /srv/calls`
 */
export function renderCall(context: CliContext, call: StoredCall, store: string): string {
  const parts = [header(context, call)];
  if (call.transcription?.model_is_generated === 1) {
    parts.push(
      'This transcript comes from a generated model and means nothing: it only proves that the path works.',
    );
  }
  if (call.transcription !== undefined) {
    parts.push(section(context, 'Transcript', renderTranscript(context, linesOf(call))));
    parts.push(section(context, 'Redacted', redactions(call)));
  }
  if (call.analysis !== undefined) {
    parts.push(section(context, 'Analysis', analysis(call.analysis)));
  }
  if (call.recording.redacted_storage_key !== null) {
    parts.push(section(context, 'Cleaned audio', `${call.recording.redacted_storage_key} in ${store}`));
  }
  if (call.attempts.length > 0) parts.push(section(context, 'Attempts', attempts(call)));
  return parts.join('\n\n');
}

/** A row that a newer callmill wrote is not guessed at; the rest of the call is shown all the same. */
function analysis(row: NonNullable<StoredCall['analysis']>): string {
  try {
    return renderAnalysis(analysisOfRow(row), JSON.parse(row.speaker_metrics) as SpeakerMetrics);
  } catch (error) {
    if (error instanceof CallmillError && error.code === 'schema_unknown') return `  ${error.message}.`;
    throw error;
  }
}

/** A heading and what stands under it. */
export function section(context: CliContext, title: string, body: string): string {
  return `${bold(context, title)}\n${body}`;
}

function header(context: CliContext, { recording, transcription }: StoredCall): string {
  const title = bold(
    context,
    `Recording ${recording.id}: call ${recording.apex_id}, ${recording.processing_status}`,
  );
  const facts: string[] = [];
  if (recording.duration_seconds !== null) facts.push(`${clockTime(recording.duration_seconds * 1000)} long`);
  if (recording.channels !== null)
    facts.push(recording.channels === 1 ? 'one channel' : `${recording.channels} channels`);
  if (transcription !== undefined) {
    facts.push(`${transcription.word_count} words by ${transcription.model_used}`);
    if (transcription.confidence !== null)
      facts.push(`confidence ${(transcription.confidence * 100).toFixed(0)} %`);
    if (transcription.reused_from_recording_id !== null)
      facts.push(`transcript of recording ${transcription.reused_from_recording_id}`);
    facts.push(`${(1 / Math.max(1e-6, transcription.real_time_factor)).toFixed(1)} times real time`);
  }
  const lines = [title];
  if (facts.length > 0) lines.push(facts.join(', '));
  if (recording.processing_status === 'processing')
    lines.push(`${recording.current_step}, ${recording.progress_percentage} %`);
  if (recording.error_code !== null)
    lines.push(`${recording.error_code} in ${recording.error_stage}: ${recording.error_message}`);
  return lines.join('\n');
}

function linesOf(call: StoredCall): TranscriptLine[] {
  return call.segments.map((segment) => ({
    startMs: segment.start_ms,
    speaker:
      segment.speaker_name ??
      (segment.speaker_role === 'unknown' ? segment.speaker_label : segment.speaker_role),
    role: segment.speaker_role,
    text: segment.edited_text ?? segment.text,
  }));
}

function redactions(call: StoredCall): string {
  const findings = call.entities.map((entity) => ({
    type: entity.type,
    segmentKey: entity.segment_key,
    startMs: entity.start_ms,
    endMs: entity.end_ms,
    ruleId: entity.rule_id,
  }));
  return renderFindings(findings, call.transcription?.redaction_hash !== null);
}

function attempts(call: StoredCall): string {
  return call.attempts
    .map((attempt) => {
      const times = stageTimes(attempt.stage_ms);
      const stages = STAGES.flatMap((stage) => {
        const ms = times[stage];
        return ms === undefined ? [] : [`${stage} ${duration(ms)}`];
      });
      const error = attempt.error_code === null ? [] : [`${attempt.error_code} in ${attempt.error_stage}`];
      return `  ${attempt.attempt}. ${attempt.outcome} on ${attempt.worker}: ${[...error, ...stages].join(', ')}`;
    })
    .join('\n');
}

/** In no order: MySQL keeps the keys of JSON in its own. */
function stageTimes(text: string | null): StageMs {
  return text === null ? {} : (JSON.parse(text) as StageMs);
}
