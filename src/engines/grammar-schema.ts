import { CallmillError } from '../errors/error.ts';

/** Keywords that the grammar compiler drops or misreads without a word: what they promise would not hold. */
const IGNORED = new Set([
  'anyOf',
  'allOf',
  'not',
  'pattern',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'uniqueItems',
]);

/** Maps of property name → schema: their keys are names, not keywords. */
const NAME_MAPS = new Set(['properties', '$defs']);
/** Plain values, whatever they look like. */
const LITERALS = new Set(['enum', 'const', 'default', 'examples']);

/**
 * Refuses a JSON schema that the grammar would not enforce as written.
 * @throws CallmillError internal_error naming the keyword
 */
export function refuseIgnoredKeywords(schema: unknown): void {
  if (Array.isArray(schema)) {
    for (const item of schema) refuseIgnoredKeywords(item);
    return;
  }
  if (typeof schema !== 'object' || schema === null) return;
  for (const [key, value] of Object.entries(schema)) {
    if (IGNORED.has(key)) {
      throw new CallmillError('internal_error', `The grammar does not enforce the schema keyword ${key}`, {
        stage: 'analyse',
      });
    }
    if (LITERALS.has(key)) continue;
    if (NAME_MAPS.has(key) && typeof value === 'object' && value !== null) {
      for (const inner of Object.values(value)) refuseIgnoredKeywords(inner);
    } else refuseIgnoredKeywords(value);
  }
}
