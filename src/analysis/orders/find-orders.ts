import { beginningWith, findAny, matchesAt, type Span } from '../rules/phrase.ts';
import type { Token } from '../tokens.ts';
import { COMBINATIONS, type Combination } from './combinations.ts';
import { keepsRole } from './neighbours.ts';
import { ROLES, type Role } from './roles.ts';
import { WHOLE_ORDERS } from './whole-orders.ts';

interface Found extends Span {
  readonly role: Role;
}

/** All roles in one list: looking a word up once instead of once a role reads a call in half the time. */
const PATTERNS = Object.values(ROLES).flat();
const ROLE_OF = new Map(
  Object.entries(ROLES).flatMap(([role, list]) => list.map((pattern) => [pattern, role as Role] as const)),
);
/** Combinations by the roles that can begin them. */
const BY_ROLE = new Map(
  (Object.keys(ROLES) as Role[]).map(
    (role) =>
      [role, COMBINATIONS.filter(({ groups }) => groups.some((group) => group.includes(role)))] as const,
  ),
);
/** How far from an order a word of a survey may stand. */
const NEAR = 10;

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
      if (keepsRole(role, tokens, start, end)) found.push({ role, start, end });
    }
  }
  return found;
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
  let end = at + 1;
  while ((found[end]?.start ?? Number.POSITIVE_INFINITY) <= first.start + within) end += 1;
  const reach = found.slice(at, end);
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
