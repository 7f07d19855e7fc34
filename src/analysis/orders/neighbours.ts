import type { Token } from '../tokens.ts';
import type { Role } from './roles.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

/** Verbs, which order something only when nobody says them of himself. */
const VERBS: ReadonlySet<Role> = new Set<Role>([
  ...(['give', 'score', 'scoreAgent', 'judge', 'drop', 'leaveOut'] as const),
  ...(['deem', 'write', 'pretend', 'change'] as const),
]);
const NUMBERS: ReadonlySet<Role> = new Set<Role>(['most', 'number']);

const SUBJECTS = words('i we they he she it who which');
const AUXILIARIES = words('will would can could did do does have had may might');
const ADVERBS = words('not just also already always never only');
const WISHES = words('want wanted like going trying able happy used tried forgot need');
const MODALS = words('could can would will should must if and so that');
const POINTING = words('this that');
/** Verbs that are nouns after "this" and "that". */
const NOUNS = words(
  'drop score rate grade report record set mark log note rank label review return output test judge',
);
/** After these every verb is a noun: "a report", "the maximum score". */
const NOUN_AFTER = words(
  'a an the my his her their our no some maximum highest perfect full top best good high low credit three four',
);

/** Of a score of something else than a call, the word before it. */
const FOREIGN = words(
  'credit fico test exam game match energy hygiene hotel film movie driving reward rewards loyalty licence license penalty ' +
    'school risk power star claim damage medical property health needs safety affordability bond food',
);
/** Of a number that counts, dials or compares, the word after it and the word before it. */
const UNITS = words(
  'minutes minute hours hour days day weeks week months month years year seconds pounds pound dollars dollar euros euro ' +
    'cents pence am pm percent thousand million and grand megabytes gigabytes miles people times items digits up ' +
    'zero oh one two three four five six seven eight nine ten hundred',
);
const COUNTING = words('than zero oh two three four five six seven eight nine');

/**
 * Whether the words around it leave a word its role: "i will give", "my credit score" and "ten minutes" are no part of an
 * order.
 */
export function keepsRole(role: Role, tokens: readonly Token[], start: number, end: number): boolean {
  const before = tokens[start - 1]?.text ?? '';
  if (VERBS.has(role)) return isOrder(tokens, start);
  if (NUMBERS.has(role)) return !UNITS.has(tokens[end]?.text ?? '') && !COUNTING.has(before);
  if (role === 'verdict' || role === 'points') return !FOREIGN.has(before);
  return true;
}

/** "i will give", "they just give" and "a report" order nothing; "give", "you must give" and "could you give" do. */
function isOrder(tokens: readonly Token[], at: number): boolean {
  const [before = '', earlier = ''] = [tokens[at - 1]?.text, tokens[at - 2]?.text];
  if (SUBJECTS.has(before) || NOUN_AFTER.has(before)) return false;
  if (POINTING.has(before)) return !NOUNS.has(tokens[at]?.text ?? '');
  if (AUXILIARIES.has(before)) return earlier === 'you';
  if (ADVERBS.has(before)) return !SUBJECTS.has(earlier) && !AUXILIARIES.has(earlier);
  if (before === 'to') return !WISHES.has(earlier);
  return before !== 'you' || MODALS.has(earlier);
}
