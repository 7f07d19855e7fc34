import type { SpeakerRole } from '../transcript/segment.ts';
import { type Direction, ROLE_PHRASES } from './role-phrases.ts';

/** Roles by channel as the row gives them: keys `0`, `1`, … or `left`, `right`. */
export type ChannelRoles = Readonly<Record<number | string, SpeakerRole>>;

/** A greeting lies in a speaker's first words; later ones only add false hits. */
export const FIRST_WORDS = 40;
/** Weight of evidence from which a role is given … */
const SURE = 2;
/** … and from which one speaker of many gets it without comparison. */
const CERTAIN = 3;

/**
 * The role of a channel: what the row says; of two channels of which one is known, the other party; without any word
 * from the row, agent left and customer right.
 */
export function roleOfChannel(channel: number, channels: number, roles: ChannelRoles | null): SpeakerRole {
  const given = givenRole(channel, roles);
  if (given !== undefined) return given;
  if (channels !== 2 || channel > 1) return 'unknown';
  const other = givenRole(1 - channel, roles);
  if (other === 'agent') return 'customer';
  if (other === 'customer') return 'agent';
  if (other !== undefined) return 'unknown';
  return channel === 0 ? 'agent' : 'customer';
}

function givenRole(channel: number, roles: ChannelRoles | null): SpeakerRole | undefined {
  return roles?.[channel] ?? roles?.[['left', 'right'][channel] ?? ''];
}

/**
 * Roles of diarized speakers by what they say first and by who called whom; `unknown` when unsure, because a wrong
 * role blames one party for the other's words.
 * @param firstWords up to {@link FIRST_WORDS} words of each speaker, in order of first words
 * @returns one role per speaker, in the same order
 */
export function rolesByFirstWords(
  firstWords: readonly (readonly string[])[],
  direction: Direction | null,
): SpeakerRole[] {
  const evidence = firstWords.map((words) => weigh(words, direction));
  const people = evidence.filter((own) => !own.machine).map((own) => own.agent);
  const roles = people.length === 2 ? rolesOfTwo(people, direction) : rolesOfOthers(people);
  return evidence.map((own) => (own.machine ? 'ivr' : (roles.shift() ?? 'unknown')));
}

/** The party that is called speaks first. Alone that is too little, together with a weak phrase it is enough. */
function rolesOfTwo(agent: readonly number[], direction: Direction | null): SpeakerRole[] {
  const opening = direction === 'inbound' ? 1 : direction === 'outbound' ? -1 : 0;
  const lead = (agent[0] ?? 0) - (agent[1] ?? 0) + opening;
  if (lead >= SURE) return ['agent', 'customer'];
  return lead <= -SURE ? ['customer', 'agent'] : ['unknown', 'unknown'];
}

/** One speaker, or a transferred call: there may be several agents, and whoever is left over is the customer. */
function rolesOfOthers(agent: readonly number[]): SpeakerRole[] {
  const enough = agent.length === 1 ? SURE : CERTAIN;
  const roles = agent.map((score): SpeakerRole => {
    if (score >= enough) return 'agent';
    return score <= -SURE ? 'customer' : 'unknown';
  });
  const open = roles.filter((role) => role === 'unknown').length;
  const complete = open === 1 && roles.includes('agent') && !roles.includes('customer');
  return complete ? roles.map((role) => (role === 'unknown' ? 'customer' : role)) : roles;
}

interface Evidence {
  readonly machine: boolean;
  /** Positive speaks for agent, negative for customer. */
  readonly agent: number;
}

function weigh(words: readonly string[], direction: Direction | null): Evidence {
  const text = words
    .slice(0, FIRST_WORDS)
    .map((word) =>
      word
        .toLowerCase()
        .replaceAll('’', "'")
        .replace(/[^\p{L}\p{N}']/gu, ''),
    )
    .filter((word) => word !== '')
    .join(' ');
  const sum = { agent: 0, customer: 0, ivr: 0 };
  for (const { pattern, role, weight } of ROLE_PHRASES) {
    if (pattern.test(text)) sum[role] += weight(direction);
  }
  return { machine: sum.ivr >= CERTAIN && sum.agent < CERTAIN, agent: sum.agent - sum.customer };
}
