import { codeRecogniser } from './codes.ts';
import { emailRecogniser } from './email.ts';
import { digitsRecogniser, statedNumberRecogniser } from './numbers.ts';
import { statedNameRecogniser } from './person.ts';
import type { Recogniser } from './recogniser.ts';

/** What looks at each speaker's words; a new kind of value adds a line here. */
export const RECOGNISERS: readonly Recogniser[] = [
  digitsRecogniser,
  statedNumberRecogniser,
  codeRecogniser,
  emailRecogniser,
  statedNameRecogniser,
];
