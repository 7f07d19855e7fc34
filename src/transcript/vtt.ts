import { buildCues } from './captions.ts';
import type { Segment } from './segment.ts';
import { captionTime } from './timestamp.ts';

/** WebVTT captions; the speaker is a voice tag, which players show or style. */
export function renderVtt(segments: readonly Segment[]): string {
  const cues = buildCues(segments, 'none').map(({ startMs, endMs, speaker, lines }, index) => {
    const times = `${captionTime(startMs, '.')} --> ${captionTime(endMs, '.')}`;
    return [index + 1, times, `<v ${escaped(speaker)}>${lines.map(escaped).join('\n')}`].join('\n');
  });
  return `${['WEBVTT', ...cues].join('\n\n')}\n`;
}

/** Escaping `>` as well keeps `-->`, which would end the cue, out of every text. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
