/**
 * A mark stays even for `remove`: closing the gap would join the digits on either side into a number that
 * nobody spoke, and would hide from the reader that something is missing.
 */
export const REMOVED_MARK = '[REDACTED]';
