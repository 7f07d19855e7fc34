import type { CallResult } from '../../pipeline/result.ts';
import { displayText } from '../../transcript/display/display-text.ts';
import { speakerNames } from '../../transcript/json.ts';
import type { CliContext } from '../context.ts';
import { bold, clockTime } from '../output.ts';
import { renderAnalysis } from './analysis.ts';
import { section } from './call.ts';
import { renderFindings } from './findings.ts';
import { renderTranscript } from './transcript.ts';

/** A call that was not stored, as a person reads it. */
export function renderResult(context: CliContext, result: CallResult): string {
  const { audio, speechModel } = result;
  const words = result.segments.reduce((count, segment) => count + segment.words.length, 0);
  const speed = (audio.durationMs / Math.max(1, result.transcribeMs)).toFixed(1);
  const facts = `${clockTime(audio.durationMs)} long, ${audio.channels} channel(s), ${words} words by ${speechModel.id} on ${speechModel.provider}, ${speed} times real time`;
  const lines = result.segments.map((segment) => ({
    startMs: segment.startMs,
    speaker:
      segment.speakerName ?? (segment.speakerRole === 'unknown' ? segment.speakerLabel : segment.speakerRole),
    role: segment.speakerRole,
    text: displayText(segment, result.language, speakerNames(result.segments)),
  }));
  return [
    `${bold(context, 'Call')}\n${facts}`,
    section(context, 'Transcript', renderTranscript(context, lines)),
    section(context, 'Redacted', renderFindings(result.entities, result.redactionHash !== null)),
    section(context, 'Analysis', renderAnalysis(result.analysis, result.metrics)),
  ].join('\n\n');
}
