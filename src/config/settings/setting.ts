import { z } from 'zod';

/** How one environment variable is documented and read. */
export interface Setting {
  readonly env: string;
  readonly group: string;
  readonly help: string;
  readonly schema: z.ZodType;
  /** Also read from the file named by `<env>_FILE`; never shown. */
  readonly secret: boolean;
}

/** Any text but none. */
export const text = () => z.string().trim().min(1, 'must not be empty');
/** Any text, or nothing. */
export const optionalText = () => text().optional();
/** A whole number, both limits included. */
export const whole = (low: number, high: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(low, `must be at least ${low}`)
    .max(high, `must be at most ${high}`);
/** A number, both limits included. */
export const decimal = (low: number, high: number) =>
  z.coerce
    .number('must be a number')
    .min(low, `must be at least ${low}`)
    .max(high, `must be at most ${high}`);
/** One of a few words. */
export const choice = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.enum(options, `must be one of ${options.join(', ')}`);
/** On or off, in the words people use. */
export const flag = () =>
  z
    .enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], 'must be true or false')
    .transform((value) => ['true', '1', 'yes', 'on'].includes(value));

/** An address without credentials: they would end up in logs of proxies. */
export const endpointUrl = () =>
  z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    .refine((value) => new URL(value).username === '', 'must not hold a user or a key')
    .optional();

/** One setting: its variable, group of the table, help and form. */
export const setting = <T extends z.ZodType>(
  env: string,
  group: string,
  help: string,
  schema: T,
  secret = false,
) => ({
  env,
  group,
  help,
  schema,
  secret,
});
