/** What every generated transcript says. All pieces differ: the decoder knows only the token before. */
const SENTENCE = [
  ' This',
  ' is',
  ' a',
  ' generated',
  ' model',
  ' and',
  ' its',
  ' words',
  ' mean',
  ' noth',
  'ing',
  '.',
];

/** Pieces that may never be spoken but that the runtime names: a blank and one non-speech sign. */
const UNSPOKEN = [' ', '♪'];

/** Whisper's languages, so that any configured one is accepted; it detects English in everything. */
const LANGUAGES = (
  'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur ' +
  'hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si ' +
  'km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ' +
  'ba jw su'
).split(' ');

/** `<|0.00|>` to `<|30.00|>` in steps of 20 ms. */
const TIME_TOKENS = 1501;

const TEXT = [...UNSPOKEN, ...SENTENCE];
const FIRST_SPECIAL = TEXT.length;
const FIRST_LANGUAGE = FIRST_SPECIAL + 2;
const FIRST_TASK = FIRST_LANGUAGE + LANGUAGES.length;

/** Token ids of the generated Whisper, laid out in the order of the real ones. */
export const TOKEN = {
  blank: 0,
  nonSpeech: 1,
  firstWord: UNSPOKEN.length,
  end: FIRST_SPECIAL,
  start: FIRST_SPECIAL + 1,
  english: FIRST_LANGUAGE,
  translate: FIRST_TASK,
  transcribe: FIRST_TASK + 1,
  startOfLm: FIRST_TASK + 2,
  startOfPrevious: FIRST_TASK + 3,
  noSpeech: FIRST_TASK + 4,
  noTimestamps: FIRST_TASK + 5,
  timeZero: FIRST_TASK + 6,
} as const;

export const VOCABULARY_SIZE = TOKEN.timeZero + TIME_TOKENS;
/** Tokens of the sentence: as many as the decoder emits before the end. */
export const SENTENCE_TOKENS = SENTENCE.length;
export const LANGUAGE_CODES: readonly string[] = LANGUAGES;
export const LANGUAGE_TOKENS: readonly number[] = LANGUAGES.map((_, index) => FIRST_LANGUAGE + index);

/** The contents of `tokens.txt`: base64 of the piece, a space, its id. */
export function tokenTable(): Uint8Array {
  const lines = TEXT.map((piece, id) => `${Buffer.from(piece).toString('base64')} ${id}\n`);
  return new TextEncoder().encode(lines.join(''));
}

/** Token → the one token that follows it; the prompt leads into the sentence, the sentence to the end. */
export function successors(): number[] {
  const next = new Array<number>(VOCABULARY_SIZE).fill(TOKEN.end);
  for (let word = 0; word < SENTENCE.length - 1; word += 1) {
    next[TOKEN.firstWord + word] = TOKEN.firstWord + word + 1;
  }
  next[TOKEN.start] = TOKEN.english;
  next[TOKEN.noTimestamps] = TOKEN.firstWord;
  // Without <|notimestamps|> in the prompt a time token comes first, as in the real model.
  next[TOKEN.transcribe] = TOKEN.timeZero;
  next[TOKEN.translate] = TOKEN.timeZero;
  next[TOKEN.timeZero] = TOKEN.firstWord;
  return next;
}
