/** Control tokens of the Llama 3 chat format. */
export const CONTROL = {
  begin: '<|begin_of_text|>',
  headerStart: '<|start_header_id|>',
  headerEnd: '<|end_header_id|>',
  turnEnd: '<|eot_id|>',
} as const;

/** `tokenizer.ggml.token_type`: an ordinary token and a control token. */
const NORMAL = 1;
const CONTROL_TYPE = 3;

/**
 * Byte-level vocabulary: one token for each byte, then the control tokens. Without longer tokens every text costs
 * one token per byte, which a model of one tiny layer can afford.
 */
export const BYTE_TOKENS: readonly string[] = byteAlphabet();
export const VOCABULARY: readonly string[] = [...BYTE_TOKENS, ...Object.values(CONTROL)];
export const TOKEN_TYPES: readonly number[] = [
  ...BYTE_TOKENS.map(() => NORMAL),
  ...Object.values(CONTROL).map(() => CONTROL_TYPE),
];

/** The id of a control token. */
export function controlId(name: keyof typeof CONTROL): number {
  return VOCABULARY.indexOf(CONTROL[name]);
}

/**
 * GPT-2's spelling of bytes: printable Latin-1 stands for itself, the other bytes for the characters from U+0100 up,
 * in order, so that no token holds a blank or a control character.
 */
function byteAlphabet(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCodePoint(printable ? byte : next++);
  });
}
