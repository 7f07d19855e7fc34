import { InvalidArgumentError } from 'commander';

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
