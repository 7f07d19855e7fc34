import { type Command, InvalidArgumentError } from 'commander';
import { wholeNumber } from './arguments.ts';

/** Options that all evaluations of recordings share. */
export interface EvalOptions {
  readonly manifest: string;
  readonly corpus: readonly string[];
  readonly limit?: number;
  readonly set: readonly string[];
  readonly watts: number;
  readonly kwhPrice: number;
  readonly seed: number;
}

/** Of a Jetson Orin Nano Super at full power. */
const WATTS = 25;
const KWH_PRICE = 0.3;
/** Any number will do; a fixed one makes two runs over the same scores print the same intervals. */
const SEED = 20_260_301;

/** Adds the options that say which recordings are heard and how. @param command whose `--manifest` may be left out */
export function addRunOptions(command: Command): Command {
  return command
    .option('--corpus <name>', 'only this corpus; may be given several times', gathered, [])
    .option('--limit <n>', 'at most so many recordings of each corpus', wholeNumber)
    .option('--set <NAME=VALUE>', 'a setting for this run; may be given several times', gathered, [])
    .option('--watts <n>', 'what the machine draws while it works', amount, WATTS)
    .option('--kwh-price <n>', 'price of one kilowatt-hour', amount, KWH_PRICE)
    .option('--seed <n>', 'of the resampling behind the intervals', wholeNumber, SEED);
}

function gathered(text: string, previous: readonly string[]): readonly string[] {
  return [...previous, text];
}

function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError('must be a number from 0');
  return value;
}
