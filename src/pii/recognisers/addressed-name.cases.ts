import type { RuleCase } from './recogniser.ts';

export const addressedNameCases: readonly RuleCase[] = [
  { said: 'Thank you, Raffi.', finds: 'PERSON' },
  { said: 'thanks jojo and good morning to you', finds: 'PERSON' },
  { said: 'good morning aga', finds: 'PERSON' },
  { said: 'Morning, PJ.', finds: 'PERSON' },
  { said: 'Hey Zanele!', finds: 'PERSON' },
  { said: 'i spoke to mister okoro about it', finds: 'PERSON' },
  { said: 'please ask Dr. Wentling to call', finds: 'PERSON' },
  // greetings to nobody, and words of commands
  { said: 'good morning everybody', finds: null },
  { said: 'thank you operator', finds: null },
  { said: 'thanks once again', finds: null },
  { said: 'hi wondering if you could help', finds: null },
  { said: "thank you we'll begin", finds: null },
  { said: 'hey play some jazz', finds: null },
  { said: 'it snowed this morning again', finds: null },
  { said: 'it takes 20 ms longer', finds: null },
  { said: 'thanks awesome', finds: null },
  { said: 'hi broadband is down again', finds: null },
  { said: 'good morning nurse', finds: null },
  { said: 'thank you sounds good', finds: null },
  { said: 'thanks mark for that', finds: 'PERSON' },
];
