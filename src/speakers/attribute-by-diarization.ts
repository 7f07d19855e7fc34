import type { Utterance } from '../transcript/word.ts';
import type { SpeakerTurn } from './diarizer.ts';
import { withoutGhosts } from './ghost-speakers.ts';
import { type SpokenWord, wordsInOrder } from './spoken-word.ts';
import { createTurnLookup } from './turn-lookup.ts';

/**
 * Words get the speaker whose turns overlap them longest, else the nearest turn's. Without any turn the whole
 * recording is one speaker.
 * @param expectedSpeakers when given, the speakers who talk least beyond this number are merged into the others
 */
export function attributeByDiarization(
  utterances: readonly Utterance[],
  turns: readonly SpeakerTurn[],
  expectedSpeakers: number | null,
): SpokenWord[] {
  const speakerOf = createTurnLookup(withoutGhosts(turns, expectedSpeakers));
  let previous: number | null = null;
  return wordsInOrder(utterances).map((entry) => {
    const speaker: number = speakerOf(entry.word, previous) ?? 0;
    previous = speaker;
    return { ...entry, speaker };
  });
}
