import { CallmillError } from '../errors/error.ts';
import type { SpeakerRole } from '../transcript/segment.ts';

const ROLES: readonly SpeakerRole[] = ['agent', 'customer', 'ivr', 'unknown'];

/** `agent,customer` → `{ 0: 'agent', 1: 'customer' }`, `auto` → none. @throws CallmillError config_invalid */
export function channelRoles(list: string): Readonly<Record<string, SpeakerRole>> {
  const roles: Record<string, SpeakerRole> = {};
  if (list.trim() === 'auto') return roles;
  for (const [channel, name] of list.split(',').entries()) {
    const role = ROLES.find((known) => known === name.trim());
    if (role === undefined) {
      throw new CallmillError(
        'config_invalid',
        `CALLMILL_CHANNEL_ROLES must be auto or list ${ROLES.join(', ')}, left channel first`,
      );
    }
    roles[channel] = role;
  }
  return roles;
}
