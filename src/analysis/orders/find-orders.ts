import { beginningWith, findAny, matchesAt, type Span } from '../rules/phrase.ts';
import type { Token } from '../tokens.ts';
import { COMBINATIONS, type Combination } from './combinations.ts';
import { FOREIGN, ROLES, type Role, UNITS } from './roles.ts';
import { WHOLE_ORDERS } from './whole-orders.ts';

interface Found extends Span {
  readonly role: Role;
}

/** All roles in one list: looking a word up once instead of once a role reads a call in half the time. */
const PATTERNS = Object.values(ROLES).flat();
const ROLE_OF = new Map(
  Object.entries(ROLES).flatMap(([role, list]) => list.map((pattern) => [pattern, role as Role] as const)),
);
/** Verbs, which order something only when nobody says them of himself. */
const VERBS: ReadonlySet<Role> = new Set<Role>([
  'give',
  'score',
  'scoreAgent',
  'judge',
  'drop',
  'deem',
  'write',
  'pretend',
  'leaveOut',
  'change',
]);
/** Combinations by the roles that can begin them. */
const BY_ROLE = new Map(
  (Object.keys(ROLES) as Role[]).map(
    (role) =>
      [role, COMBINATIONS.filter(({ groups }) => groups.some((group) => group.includes(role)))] as const,
  ),
);
const NUMBERS: ReadonlySet<Role> = new Set<Role>(['most', 'number']);
/** After these a number is counted, dialled or compared with. */
const NO_MARK_AFTER = new Set([
  'than',
  'zero',
  'oh',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
]);
/** How far from an order a word of a survey may stand. */
const NEAR = 10;

const SUBJECTS = new Set(['i', 'we', 'they', 'he', 'she', 'it', 'who', 'which']);
const AUXILIARIES = new Set('will would can could did do does have had may might'.split(' '));
const ADVERBS = new Set('not just also already always never only'.split(' '));
const WISHES = new Set('want wanted like going trying able happy used tried forgot need'.split(' '));
const MODALS = new Set('could can would will should must if and so that'.split(' '));
/** After these a verb is a noun: "a report", "the maximum score". */
const NOUN_AFTER = new Set(
  'a an the my his her their our no some maximum highest perfect full top best good high low credit three four'.split(
    ' ',
  ),
);

const POINTING = new Set(['this', 'that']);
const NOUNS = new Set(
  'drop score rate grade report record set mark log note rank label review return output test judge'.split(
    ' ',
  ),
);

/**
 * Finds what is said to whoever judges the call, by what such an order has to hold whatever its wording: somebody to
 * obey, a verb that is an order, and a score, a rule or a finding as its object.
 *
 * @returns token indexes at which orders begin, in order
 */
export function findOrders(tokens: readonly Token[]): readonly number[] {
  const found = rolesOf(tokens);
  const starts = new Set<number>();
  const surveys = found.filter(({ role }) => role === 'survey');
  for (const [at, first] of found.entries()) {
    const combinations = BY_ROLE.get(first.role) ?? [];
    if (combinations.some((combination) => begins(combination, found, at, surveys))) starts.add(first.start);
  }
  for (
    let span = findAny(WHOLE_ORDERS, tokens);
    span !== null;
    span = findAny(WHOLE_ORDERS, tokens, span.end)
  ) {
    starts.add(span.start);
  }
  return [...starts].sort((one, other) => one - other);
}

/** Roles by where they begin. */
function rolesOf(tokens: readonly Token[]): readonly Found[] {
  const found: Found[] = [];
  for (const [start, { text }] of tokens.entries()) {
    const seen = new Set<Role>();
    for (const pattern of beginningWith(PATTERNS, text)) {
      const role = ROLE_OF.get(pattern);
      if (role === undefined || seen.has(role)) continue;
      const end = matchesAt(pattern, tokens, start);
      if (end === -1) continue;
      seen.add(role);
      if (counts(role, tokens, start, end)) found.push({ role, start, end });
    }
  }
  return found;
}

/** Whether the words around it leave a word its role. */
function counts(role: Role, tokens: readonly Token[], start: number, end: number): boolean {
  const before = tokens[start - 1]?.text ?? '';
  if (VERBS.has(role)) return isOrder(tokens, start);
  if (NUMBERS.has(role)) return !UNITS.has(tokens[end]?.text ?? '') && !NO_MARK_AFTER.has(before);
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

/** Whether a combination is complete within its reach, beginning with this word. */
function begins(
  { groups, within, survey }: Combination,
  found: readonly Found[],
  at: number,
  surveys: readonly Found[],
): boolean {
  const first = found[at];
  if (first === undefined) return false;
  const reach: Found[] = [];
  for (const next of found.slice(at)) {
    if (next.start > first.start + within) break;
    reach.push(next);
  }
  if (!complete(groups, reach, new Set())) return false;
  if (survey !== true) return true;
  return !surveys.some(({ start }) => Math.abs(start - first.start) <= NEAR + within);
}

/** Whether each group can have a word of its own. */
function complete(
  [group, ...others]: Combination['groups'],
  reach: readonly Found[],
  taken: ReadonlySet<number>,
): boolean {
  if (group === undefined) return true;
  return reach.some(
    ({ role, start }) =>
      group.includes(role) && !taken.has(start) && complete(others, reach, new Set([...taken, start])),
  );
}
