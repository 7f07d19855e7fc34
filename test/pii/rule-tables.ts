import { accountCases } from '../../src/pii/recognisers/accounts.cases.ts';
import { addressCases } from '../../src/pii/recognisers/address.cases.ts';
import { addressedNameCases } from '../../src/pii/recognisers/addressed-name.cases.ts';
import { ageCases } from '../../src/pii/recognisers/age.cases.ts';
import { bareAnswerCases } from '../../src/pii/recognisers/bare-answer.cases.ts';
import { cardCases } from '../../src/pii/recognisers/card.cases.ts';
import { commonwealthCases } from '../../src/pii/recognisers/commonwealth.cases.ts';
import { credentialCases } from '../../src/pii/recognisers/credentials.cases.ts';
import { cuedNumberCases } from '../../src/pii/recognisers/cued-numbers.cases.ts';
import { dateCases } from '../../src/pii/recognisers/date.cases.ts';
import { digitsCases } from '../../src/pii/recognisers/digits.cases.ts';
import { emailCases } from '../../src/pii/recognisers/email.cases.ts';
import { europeanCases } from '../../src/pii/recognisers/europe.cases.ts';
import { givenNameCases } from '../../src/pii/recognisers/given-name.cases.ts';
import { networkCases } from '../../src/pii/recognisers/network.cases.ts';
import { personCases } from '../../src/pii/recognisers/person.cases.ts';
import { phoneCases } from '../../src/pii/recognisers/phone.cases.ts';
import { thingCases } from '../../src/pii/recognisers/things.cases.ts';
import { ukCases } from '../../src/pii/recognisers/uk.cases.ts';
import { usCases } from '../../src/pii/recognisers/us.cases.ts';

/** The tables beside the rules: what is said, and what is found. */
export const TABLES = {
  accountCases,
  addressCases,
  ageCases,
  bareAnswerCases,
  cardCases,
  commonwealthCases,
  credentialCases,
  cuedNumberCases,
  dateCases,
  digitsCases,
  emailCases,
  europeanCases,
  givenNameCases,
  addressedNameCases,
  networkCases,
  personCases,
  phoneCases,
  thingCases,
  ukCases,
  usCases,
};
