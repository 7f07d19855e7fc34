/** One token's visible text and whether a new word begins with it. */
export interface TimedToken {
  /** Place in the recogniser's token list, so that its time and probability can be found. */
  readonly index: number;
  readonly text: string;
  readonly startsWord: boolean;
}

/** SentencePiece marks a word's start with U+2581, the byte-level vocabularies with a space. */
const WORD_START = /^[\u2581 ]+/;
const BYTE = /^<0x([0-9A-Fa-f]{2})>$/;
/** `<unk>`, `<blk>`, `<|en|>`, `<|0.00|>`: never text. */
const SPECIAL = /^<[^>]*>$/;
/** Scripts written without spaces: every character is a word of its own. */
const UNSPACED = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Tokens → text, with special tokens gone and characters spelled as bytes put together. */
export function tokenTexts(tokens: readonly string[]): TimedToken[] {
  const texts: TimedToken[] = [];
  let bytes: number[] = [];
  let bytesAt = 0;
  const flush = (): void => {
    if (bytes.length === 0) return;
    texts.push({ index: bytesAt, text: new TextDecoder().decode(Uint8Array.from(bytes)), startsWord: false });
    bytes = [];
  };
  for (const [index, token] of tokens.entries()) {
    const byte = BYTE.exec(token)?.[1];
    if (byte !== undefined) {
      if (bytes.length === 0) bytesAt = index;
      bytes.push(Number.parseInt(byte, 16));
      continue;
    }
    flush();
    if (SPECIAL.test(token)) continue;
    const text = token.replace(WORD_START, '').replaceAll('\u2581', ' ').trimEnd();
    texts.push({ index, text, startsWord: WORD_START.test(token) || UNSPACED.test(text) });
  }
  flush();
  return texts;
}
