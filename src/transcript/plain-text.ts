import { type Segment, segmentText } from './segment.ts';
import { singleLine, speakerTitles } from './speaker-title.ts';
import { readingTime } from './timestamp.ts';

/**
 * The transcript as a person reads it: one paragraph per turn, `[02:03] Agent: …`. A turn is everything one speaker
 * says before another's segment begins.
 */
export function renderPlainText(segments: readonly Segment[]): string {
  const titles = speakerTitles(segments);
  const turns: { label: string; startMs: number; texts: string[] }[] = [];
  for (const segment of segments) {
    const text = singleLine(segmentText(segment));
    const turn = turns.at(-1);
    if (turn?.label === segment.speakerLabel) turn.texts.push(text);
    else turns.push({ label: segment.speakerLabel, startMs: segment.startMs, texts: [text] });
  }
  return turns
    .map(
      ({ label, startMs, texts }) => `[${readingTime(startMs)}] ${titles.get(label)}: ${texts.join(' ')}\n`,
    )
    .join('\n');
}
