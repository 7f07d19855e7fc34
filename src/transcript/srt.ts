import { buildCues } from './captions.ts';
import type { Segment } from './segment.ts';
import { captionTime } from './timestamp.ts';

/** SubRip captions, the speaker before the text of every cue; empty for an empty transcript. */
export function renderSrt(segments: readonly Segment[]): string {
  return buildCues(segments, 'text')
    .map(({ startMs, endMs, lines }, index) => {
      const times = `${captionTime(startMs, ',')} --> ${captionTime(endMs, ',')}`;
      return `${[index + 1, times, ...lines.map(plain)].join('\n')}\n`;
    })
    .join('\n');
}

/** SubRip knows no escape: what players take for a tag, a style or an arrow is written with look-alikes. */
function plain(text: string): string {
  return text
    .replaceAll('-->', '–›')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .replaceAll('{', '(')
    .replaceAll('}', ')');
}
