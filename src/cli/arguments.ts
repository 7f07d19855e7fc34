import { InvalidArgumentError } from 'commander';
import { BAND_PRIORITY, BANDS, MAX_PRIORITY } from '../queue/bands.ts';
import type { Moment } from '../queue/finished-filter.ts';

/** Parses a positive whole number. @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('must be a whole number above 0');
  return value;
}

/** For variadic arguments. */
export function wholeNumbers(text: string, previous: readonly number[] = []): readonly number[] {
  return [...previous, wholeNumber(text)];
}

/** Parses one of a fixed set. @throws InvalidArgumentError */
export function oneOf<const T extends string>(...allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((value) => value === text);
    if (found === undefined) throw new InvalidArgumentError(`must be one of ${allowed.join(', ')}`);
    return found;
  };
}

/** A priority: the name of a band or a number. @throws InvalidArgumentError */
export function priority(text: string): number {
  const band = BANDS.find((name) => name === text);
  if (band !== undefined) return BAND_PRIORITY[band];
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > MAX_PRIORITY)
    throw new InvalidArgumentError(`must be ${BANDS.join(', ')} or a whole number from 0 to ${MAX_PRIORITY}`);
  return value;
}

const SECONDS_IN: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
/** About a hundred years: beyond it a DATETIME may have no answer. */
const LONGEST_SECONDS = 100 * 365 * 86_400;

/** A span of time in seconds: `90s`, `30m`, `24h`, `7d`. @throws InvalidArgumentError */
export function span(text: string): number {
  const [, count, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (SECONDS_IN[unit ?? ''] ?? Number.NaN);
  if (!(seconds >= 0 && seconds <= LONGEST_SECONDS))
    throw new InvalidArgumentError('must be a span of time such as 30m, 24h or 7d');
  return seconds;
}

/** A moment: a span before now, or a date, in UTC unless it says otherwise. @throws InvalidArgumentError */
export function moment(text: string): Moment {
  if (/^\d+(?:\.\d+)?[smhd]$/.test(text)) return { secondsAgo: span(text) };
  const zoned = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:\d{2})?$/.exec(
    text,
  );
  const utc = new Date(/T|\s/.test(text) && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? `${text}Z` : text);
  if (zoned === null || Number.isNaN(utc.getTime()))
    throw new InvalidArgumentError(
      'must be a span before now (24h, 7d) or a date (2026-03-01, 2026-03-01T12:00)',
    );
  return { utc };
}
