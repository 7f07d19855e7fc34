import { styleText } from 'node:util';
import type { SpeakerRole } from '../../transcript/segment.ts';
import type { CliContext } from '../context.ts';
import { clockTime } from '../output.ts';

export interface TranscriptLine {
  readonly startMs: number;
  readonly speaker: string;
  readonly role: SpeakerRole;
  readonly text: string;
}

const WIDTH = 88;
const COLOURS = { agent: 'cyan', customer: 'green', ivr: 'magenta', unknown: 'yellow' } as const;

/** Time, speaker and words, wrapped; neighbouring lines of one speaker name it once. */
export function renderTranscript(context: CliContext, lines: readonly TranscriptLine[]): string {
  if (lines.length === 0) return '  Nobody spoke.';
  const nameWidth = Math.max(...lines.map((line) => line.speaker.length));
  let previous = '';
  return lines
    .map((line) => {
      const name = line.speaker === previous ? '' : line.speaker;
      previous = line.speaker;
      const coloured = styleText(COLOURS[line.role], name.padEnd(nameWidth), {
        stream: context.out,
        validateStream: true,
      });
      const margin = ' '.repeat(2 + 7 + 2 + nameWidth + 2);
      const body = wrap(line.text, WIDTH - margin.length).join(`\n${margin}`);
      return `  ${clockTime(line.startMs).padStart(7)}  ${coloured}  ${body}`;
    })
    .join('\n');
}

/** Breaks at spaces so that no line is longer than `width` unless a single word is. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
