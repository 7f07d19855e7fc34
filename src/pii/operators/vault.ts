import { CallmillError } from '../../errors/error.ts';
import type { Operand, OperatorContext } from './operator.ts';

/**
 * `[CARD_NUMBER:hgkdmcbapeolfinj]`: the value is put away, the mark names the place.
 * @throws CallmillError policy_invalid where no vault is open, or it gave a name that is none
 */
export function vault(operand: Operand, seal: OperatorContext['seal']): string {
  if (seal === undefined) throw new CallmillError('policy_invalid', 'The operator vault needs a vault');
  const name = seal(operand);
  if (!/^[a-z]+$/.test(name))
    throw new CallmillError('policy_invalid', 'The vault gave a name that is not of letters');
  return `[${operand.type}:${name}]`;
}
