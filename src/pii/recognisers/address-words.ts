/** Endings of street names that nothing else is called. */
export const STREETS: ReadonlySet<string> = new Set(
  (
    'street road avenue ave rd lane boulevard blvd parkway pkwy crescent terrace mews hwy highway turnpike ' +
    'nagar colony marg salai chowk bazar bazaar strasse straße rue via calle'
  ).split(' '),
);
/** Endings that are words of speech as well: only right after a name that is none. */
export const AMBIGUOUS_STREETS: ReadonlySet<string> = new Set(
  'st drive dr court ct way place pl square sq close gardens grove park hill row walk circle cir trail loop crossing plaza ln'.split(
    ' ',
  ),
);
/** Parts of a home that stand before a number. */
export const UNITS: ReadonlySet<string> = new Set(
  'apt apartment suite unit flat floor house building block room number'.split(' '),
);

export const HOMES: ReadonlySet<string> = new Set(['apt', 'apartment', 'suite', 'unit', 'flat', 'floor']);
/** States whose letters are words of speech; before a code they are states. */
export const STATES: ReadonlySet<string> = new Set(['in', 'or', 'me', 'ok', 'hi', 'oh', 'as', 'de', 'la']);

/** Words of speech that streets are named after. */
export const FIRST_WORDS: ReadonlySet<string> = new Set(
  'new old long short front back first may the'.split(' '),
);
