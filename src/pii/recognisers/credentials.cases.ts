import type { RuleCase } from './recogniser.ts';

export const credentialCases: readonly RuleCase[] = [
  { said: 'my password is bluehorse42', finds: 'PASSWORD' },
  { said: 'my password is kestrel underscore four two', finds: 'PASSWORD' },
  { said: 'my username is jsmith77', finds: 'USERNAME' },
  { said: 'password hunter2!', finds: 'PASSWORD' },
  { said: 'i forgot my password again', finds: null },
  { said: 'my password is not working', finds: null },
];
