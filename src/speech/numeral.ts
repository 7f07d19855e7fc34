import { plainWord } from './plain-word.ts';

const NUMERAL = /\d|^(oh|zero|one|two|three|four|five|six|seven|eight|nine|double|triple)$/;

/** A digit, or a word that digits are read with. */
export function isNumeral(word: string): boolean {
  return NUMERAL.test(plainWord(word));
}
