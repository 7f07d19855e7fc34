import type { Segment } from './segment.ts';

/**
 * What a reader calls each speaker, by label: the name, else the role, else `Speaker 2`. Where two would get the same
 * title, the label is added to both.
 */
export function speakerTitles(segments: readonly Segment[]): ReadonlyMap<string, string> {
  const plain = new Map(segments.map((segment) => [segment.speakerLabel, plainTitle(segment)]));
  const uses = Map.groupBy(plain.values(), (title) => title);
  return new Map(
    [...plain].map(([label, title]) => [label, uses.get(title)?.length === 1 ? title : `${title} ${label}`]),
  );
}

function plainTitle({ speakerName, speakerRole, speakerLabel }: Segment): string {
  const name = speakerName === null ? '' : singleLine(speakerName);
  if (name !== '') return name;
  if (speakerRole === 'unknown') return speakerLabel.replace(/^S(?=\d+$)/, 'Speaker ');
  return speakerRole === 'ivr' ? 'IVR' : `${speakerRole.charAt(0).toUpperCase()}${speakerRole.slice(1)}`;
}

/** Text without line breaks and control characters, which would end a cue early. */
export function singleLine(text: string): string {
  return text.replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
