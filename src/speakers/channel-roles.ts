import type { SpeakerRole } from '../transcript/segment.ts';
import type { Direction } from './role-phrases.ts';
import { type Beginning, rolesByBeginning } from './roles.ts';

/** Roles by channel as the row gives them: keys `0`, `1`, … or `left`, `right`. */
export type ChannelRoles = Readonly<Record<number | string, SpeakerRole>>;

/** The voices of one channel of a recording with one party on each. */
export interface ChannelBeginning extends Beginning {
  readonly channel: number;
}

/**
 * The role of every channel that is heard: what the row says; of two channels of which one is known, the other party;
 * without any word from the row, what greeting, ringing tone and first speaker tell; of two channels about which nothing
 * is certain, agent left and customer right. Of other numbers of channels the rest stays unknown.
 *
 * @param beginnings in order of first words
 * @param channels number of channels of the recording
 */
export function rolesOfChannels(
  beginnings: readonly ChannelBeginning[],
  channels: number,
  given: ChannelRoles | null,
  direction: Direction | null,
): Map<number, SpeakerRole> {
  const heard = rolesByBeginning(beginnings, direction);
  const detected = new Map(beginnings.map(({ channel }, index) => [channel, heard[index] ?? 'unknown']));
  const twoParties = channels === 2 && givenRole(0, given) === undefined && givenRole(1, given) === undefined;
  const side = twoParties ? sidesOf(detected) : new Map<number, SpeakerRole>();
  return new Map(
    beginnings.map(({ channel }) => [
      channel,
      roleOf(channel, channels, given) ?? side.get(channel) ?? detected.get(channel) ?? 'unknown',
    ]),
  );
}

/** What the row says of a channel, or of the other one of two. */
function roleOf(channel: number, channels: number, given: ChannelRoles | null): SpeakerRole | undefined {
  const own = givenRole(channel, given);
  if (own !== undefined || channels !== 2 || channel > 1) return own;
  const other = givenRole(1 - channel, given);
  if (other === undefined) return undefined;
  if (other === 'agent') return 'customer';
  return other === 'customer' ? 'agent' : undefined;
}

/** Two channels: what one is tells the other; a machine leaves the other to its own words. */
function sidesOf(detected: ReadonlyMap<number, SpeakerRole>): Map<number, SpeakerRole> {
  const roles = [0, 1].map((channel) => detected.get(channel) ?? 'unknown');
  if (roles.includes('ivr')) return new Map();
  const swapped = roles[0] === 'customer' || roles[1] === 'agent';
  const contradicts = roles[0] === roles[1] && roles[0] !== 'unknown';
  return swapped && !contradicts
    ? new Map([
        [0, 'customer'],
        [1, 'agent'],
      ])
    : new Map([
        [0, 'agent'],
        [1, 'customer'],
      ]);
}

function givenRole(channel: number, roles: ChannelRoles | null): SpeakerRole | undefined {
  return roles?.[channel] ?? roles?.[['left', 'right'][channel] ?? ''];
}
