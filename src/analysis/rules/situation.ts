import { findHits, type Line } from './lines.ts';
import { phrases } from './phrase.ts';

/** What kind of recording this is; decides which rules make sense. */
export type Situation = 'empty' | 'voicemail' | 'recorded_voice_only' | 'one_sided' | 'conversation';

const VOICEMAIL = phrases(
  'leave|leaving * message',
  'after|at the tone|beep',
  '(voicemail|voice mail)',
  'mailbox',
  '(not available|unavailable) to take',
  'can not take|come * call|phone',
  'you have reached the * of|voicemail',
);
/** A machine speaks first, and nobody answers it back and forth. */
const MACHINE_LINES = 4;
const VOICEMAIL_MAX_CHANGES = 2;
/** Share of the words that one voice may have before the call counts as one-sided. */
const ONE_SIDED = 0.97;

/** Reads the kind of recording from who spoke and how it began. */
export function readSituation(lines: readonly Line[]): Situation {
  if (lines.length === 0) return 'empty';
  if (lines.every((line) => line.role === 'ivr')) return 'recorded_voice_only';
  const machine = findHits(lines.slice(0, MACHINE_LINES), VOICEMAIL).length > 0;
  if (machine && speakerChanges(lines) <= VOICEMAIL_MAX_CHANGES) return 'voicemail';
  return largestShare(lines) >= ONE_SIDED ? 'one_sided' : 'conversation';
}

function speakerChanges(lines: readonly Line[]): number {
  return lines.filter(
    (line, at) => at > 0 && line.segment.speakerLabel !== lines[at - 1]?.segment.speakerLabel,
  ).length;
}

function largestShare(lines: readonly Line[]): number {
  const words = new Map<string, number>();
  for (const { segment } of lines) {
    words.set(segment.speakerLabel, (words.get(segment.speakerLabel) ?? 0) + segment.words.length);
  }
  const all = [...words.values()].reduce((sum, count) => sum + count, 0);
  return Math.max(...words.values()) / all;
}
