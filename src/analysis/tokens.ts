/** A word as the rules compare it: lower case, without punctuation, contractions written out. */
export interface Token {
  readonly text: string;
  /** Index of the spoken word it came from. */
  readonly word: number;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  "can't": 'can not',
  cannot: 'can not',
  "won't": 'will not',
  "shan't": 'shall not',
  "let's": 'let us',
  'e-mail': 'email',
  'e-mails': 'emails',
};

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/n't$/, ' not'],
  [/'ll$/, ' will'],
  [/'ve$/, ' have'],
  [/'re$/, ' are'],
  [/'m$/, ' am'],
  [/^(it|that|what|there|here|he|she|who|how|where)'s$/, '$1 is'],
];

/** Redaction labels (`[CARD_NUMBER]`, `[PERSON_1]`) stay whole, so that rules can see them. */
const LABEL = /^\W*(\[[A-Z][A-Z0-9_]*\])\W*$/;

/**
 * Words → tokens. Recognisers write upper case, lower case or neither, with or without punctuation: after this
 * they all look the same, which is why no rule relies on capitals or full stops.
 */
export function readTokens(words: readonly { readonly text: string }[]): readonly Token[] {
  return words.flatMap((word, index) => split(word.text).map((text) => ({ text, word: index })));
}

function split(raw: string): readonly string[] {
  const label = LABEL.exec(raw)?.[1];
  if (label !== undefined) return [label];
  const plain = raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
    .replace(/^[^\p{L}\p{N}[]+|[^\p{L}\p{N}\]]+$/gu, '');
  return expand(plain)
    .split(/[^\p{L}\p{M}\p{N}']+/u)
    .filter((part) => part !== '' && part !== "'");
}

function expand(word: string): string {
  // `Object.hasOwn`: a spoken "constructor" must not find the prototype's.
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word] ?? word;
  for (const [ending, written] of ENDINGS) {
    if (ending.test(word)) return word.replace(ending, written);
  }
  return word;
}
