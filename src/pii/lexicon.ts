/** The spoken forms that the rules know, all lower case. English first; another language adds another table. */

const pairs = (table: Record<string, string>): [string, string][] =>
  Object.entries(table).flatMap(([value, words]) =>
    words.split(' ').map((word): [string, string] => [word, value]),
  );

/** One digit each; plurals ("three zeros") still carry the digit. */
export const UNITS: ReadonlyMap<string, string> = new Map(
  pairs({
    '0': 'zero zeros zeroes nought naught nil',
    '1': 'one ones',
    '2': 'two twos',
    '3': 'three threes',
    '4': 'four fours',
    '5': 'five fives fife',
    '6': 'six sixes',
    '7': 'seven sevens',
    '8': 'eight eights',
    '9': 'nine nines niner',
  }),
);

export const TEENS: ReadonlyMap<string, string> = new Map(
  'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, index) => [word, String(index + 10)]),
);

export const TENS: ReadonlyMap<string, string> = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, index) => [word, String((index + 2) * 10)] as [string, string])
    .concat([['fourty', '40']]),
);

export const TIMES: ReadonlyMap<string, number> = new Map([
  ['double', 2],
  ['triple', 3],
  ['treble', 3],
  ['quadruple', 4],
]);

/** Zero by letter name: a digit whenever a digit stands next to it. */
export const LETTER_ZERO: ReadonlySet<string> = new Set(['oh', 'o']);

/** What recognisers write for a digit they misheard; a digit only between two dictated digits. */
export const HOMOPHONES: ReadonlyMap<string, string> = new Map(
  pairs({
    '1': 'won',
    '2': 'to too',
    '3': 'tree free',
    '4': 'for fore',
    '6': 'sicks',
    '8': 'ate',
    '9': 'nein',
  }),
);

/** Said between digits without ending the number: hesitation, agreement, repair, joints of a dictation. */
export const FILLERS: ReadonlySet<string> = new Set(
  (
    'um umm uh uhh uhm er erm err ah ahh eh hm hmm mm mmm mhm mmhmm mmhm uhhuh huh ' +
    'so okay ok yeah yes yep yup right alright well like ' +
    "and or then next it is it's that that's its are " +
    'sorry no nope wait actually correction i mean hold on'
  ).split(' '),
);

/** Fillers that say nothing at all, not even yes. */
export const HESITATIONS: ReadonlySet<string> = new Set(
  'um umm uh uhh uhm er erm err eh hm hmm mm mmm'.split(' '),
);

/** Fillers that also join two years; between years they end the run. */
export const CONJUNCTIONS: ReadonlySet<string> = new Set(['and', 'or']);

export const SPOKEN_SYMBOLS: ReadonlyMap<string, string> = new Map(
  pairs({
    '@': 'at',
    '.': 'dot point period',
    _: 'underscore',
    '-': 'dash hyphen minus',
    '+': 'plus',
    '/': 'slash',
    ',': 'comma',
    ' ': 'space',
    '#': 'hash',
  }),
);

/** Words of a date and the digits they stand for. */
export const DATE_WORDS: ReadonlyMap<string, string> = new Map(
  pairs({
    '01': 'january jan first',
    '02': 'february feb second',
    '03': 'march mar third',
    '04': 'april apr fourth',
    '05': 'may fifth',
    '06': 'june jun sixth',
    '07': 'july jul seventh',
    '08': 'august aug eighth',
    '09': 'september sep sept ninth',
    '10': 'october oct tenth',
    '11': 'november nov eleventh',
    '12': 'december dec twelfth',
    '13': 'thirteenth',
    '14': 'fourteenth',
    '15': 'fifteenth',
    '16': 'sixteenth',
    '17': 'seventeenth',
    '18': 'eighteenth',
    '19': 'nineteenth',
    '20': 'twentieth',
    '30': 'thirtieth',
  }),
);

/** Said between the parts of a date. */
export const DATE_JOINTS: ReadonlySet<string> = new Set(['st', 'nd', 'rd', 'th', 'of', 'the']);

/** The spelling alphabet of the ITU and NATO. */
export const SPELLING_WORDS: ReadonlyMap<string, string> = new Map(
  (
    'alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar ' +
    'papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu'
  )
    .split(' ')
    .map((word) => [word, word.charAt(0)]),
);

/** What people are addressed with. */
export const TITLES: ReadonlySet<string> = new Set('mister mr mrs ms miss doctor dr'.split(' '));

/** Said before and after an answer, and never a part of one. */
export const COURTESIES: ReadonlySet<string> = new Set(
  'please thank thanks thankyou yes yeah yep ok okay sure alright hello hi hey sorry sir madam maam'.split(
    ' ',
  ),
);
