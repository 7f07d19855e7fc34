import type { RuleCase } from './recogniser.ts';

export const emailCases: readonly RuleCase[] = [
  { said: 'john.smith@example.com', finds: 'EMAIL' },
  { said: 'write to j_smith-4@mail.example.co.uk, please', finds: 'EMAIL' },
  { said: 'john dot smith at example dot com', finds: 'EMAIL' },
  { said: 'JOHN UNDERSCORE SMITH FOUR TWO AT EXAMPLE DOT CO DOT UK', finds: 'EMAIL' },
  { said: 'my email is j o h n um dot smith at example dot com', finds: 'EMAIL' },
  { said: 'j s m i t h at g mail dot com', finds: 'EMAIL' },
  { said: 'a b c one two at x y z dot c o m', finds: 'EMAIL' },
  { said: 'jack@example dot com', finds: 'EMAIL' },
  { said: 'the email is sales at example dot com', finds: 'EMAIL' },
  { said: 'jsmith gmail dot com', finds: 'EMAIL' },
  { said: 'jsmithgmailcom', finds: 'EMAIL' },
  { said: 'have a look at example dot com', finds: null },
  { said: 'i will be at the office at nine', finds: null },
  { said: 'please send me an email about it', finds: null },
  { said: 'info@example. Thank you', finds: null },
  { said: 'the dot at the end', finds: null },
  { said: 'send it to larsen um at hotmail dot com', finds: 'EMAIL' },
  { said: "it's quilla um forty uh nine at gmail dot com", finds: 'EMAIL' },
  { said: 'o k a f o r at aol dot hmm com', finds: 'EMAIL' },
  { said: 'write to zeller at icloud dot co um dot uh uk', finds: 'EMAIL' },
];
