import { addressRecogniser } from './address.ts';
import { addressedNameRecogniser } from './addressed-name.ts';
import { ageRecogniser } from './age.ts';
import { bareAnswerRecogniser } from './bare-answer.ts';
import { codeRecogniser } from './codes.ts';
import { credentialRecogniser } from './credentials.ts';
import { dateRecogniser } from './date.ts';
import { emailRecogniser } from './email.ts';
import { givenNameRecogniser } from './given-name.ts';
import { networkRecogniser } from './network.ts';
import { digitsRecogniser, statedNumberRecogniser } from './numbers.ts';
import { statedNameRecogniser } from './person.ts';
import type { Recogniser } from './recogniser.ts';

/** What looks at each speaker's words; a new kind of value adds a line here. */
export const RECOGNISERS: readonly Recogniser[] = [
  digitsRecogniser,
  statedNumberRecogniser,
  codeRecogniser,
  bareAnswerRecogniser,
  emailRecogniser,
  networkRecogniser,
  dateRecogniser,
  ageRecogniser,
  addressRecogniser,
  credentialRecogniser,
  statedNameRecogniser,
  givenNameRecogniser,
  addressedNameRecogniser,
];
