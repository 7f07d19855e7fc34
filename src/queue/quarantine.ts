import { ERROR_CODES } from '../errors/codes.ts';

/** Stalls (a worker or an engine that died) on one input before it is set aside as the likely cause. */
export const STALLS_BEFORE_QUARANTINE = 2;

/** What the row then says. */
export const POISONED = `Processing this recording crashed twice. ${ERROR_CODES.poison_input.remedy}`;
