import type { SpeakerRole } from '../transcript/segment.ts';
import { type Direction, ROLE_PHRASES } from './role-phrases.ts';

/** A greeting lies in a speaker's first words; later ones only add false hits. */
export const FIRST_WORDS = 40;
/** Weight of evidence from which a role is given … */
const SURE = 2;
/** … and from which one speaker of many gets it without comparison. */
const CERTAIN = 3;
/** A ring settles it between two channels unless the words say the contrary. */
const RING = 2;
/** A voice print outweighs what words suggest. */
const PRINT = 10;

/** What a voice's beginning says of its role. */
export interface Beginning {
  /** Up to {@link FIRST_WORDS} words. */
  readonly words: readonly string[];
  /** Its channel rang: it is the called party's. */
  readonly rang?: boolean;
  /** The voice is an enrolled agent's. */
  readonly known?: boolean;
}

/** A second agent's or a late first one's greeting: nobody but an agent begins so. */
export function greets(words: readonly string[], direction: Direction | null): boolean {
  const { machine, agent } = weigh({ words }, direction);
  return !machine && agent >= CERTAIN;
}

/**
 * Roles of speakers by what they say first and by who called whom; `unknown` when unsure, because a wrong
 * role blames one party for the other's words.
 * @param beginnings of each speaker, in order of first words
 * @returns one role per speaker, in the same order
 */
export function rolesByBeginning(
  beginnings: readonly Beginning[],
  direction: Direction | null,
): SpeakerRole[] {
  const evidence = beginnings.map((beginning) => weigh(beginning, direction));
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

function weigh({ words, rang, known }: Beginning, direction: Direction | null): Evidence {
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
  // Whoever recorded the ringing had dialled, unless the row says that the customer had.
  if (rang === true) sum[direction === 'inbound' ? 'agent' : 'customer'] += RING;
  if (known === true) sum.agent += PRINT;
  return { machine: sum.ivr >= CERTAIN && sum.agent < CERTAIN, agent: sum.agent - sum.customer };
}
