import type { DigitRun } from './digit-runs.ts';
import type { FoundIn } from './found-in.ts';
import type { Reading } from './reading.ts';
import { type Hit, isNumberType, type PiiType } from './types.ts';

/** So many equal digits in a row are a read-back and no coincidence. */
const READ_BACK_DIGITS = 4;
/** Fewer count while the number is being dictated and just after: "four one one, yes, go on". */
const ECHO_DIGITS = 2;
const ECHO_MS = 20_000;

interface FoundNumber {
  readonly type: PiiType;
  readonly score: number;
  readonly digits: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * The same numbers said again by anybody, in any grouping: the read-back, the last four, an echo while dictating.
 * A run of digits goes when it shares four digits in a row with a found number, or is a piece of it said meanwhile.
 */
export function repeatedNumbers(found: readonly FoundIn[]): Hit[][] {
  // surest last, so that its type is the one a shared piece gets
  const numbers = found.flatMap(foundNumbers).sort((a, b) => a.score - b.score);
  const known = new Map(
    numbers.flatMap(({ digits, type }) => windowsOf(digits).map((part) => [part, type] as const)),
  );
  return found.map(({ reading }) =>
    piecesOf(reading).flatMap((run): Hit[] => {
      const part = windowsOf(run.digits).find((candidate) => known.has(candidate));
      const type = part === undefined ? echoOf(reading, run, numbers)?.type : known.get(part);
      return type === undefined
        ? []
        : [{ type, score: 0.4, ruleId: 'read-back', first: run.first, last: run.last }];
    }),
  );
}

function foundNumbers({ reading, hits }: FoundIn): FoundNumber[] {
  const numbers = hits.filter((hit) => isNumberType(hit.type)).sort((a, b) => b.score - a.score);
  return piecesOf(reading).flatMap((run) => {
    if (run.digits.length < READ_BACK_DIGITS) return [];
    const best = numbers.find((hit) => hit.first <= run.last && run.first <= hit.last);
    if (best === undefined) return [];
    const untilMs = timeAt(reading, run.last) + ECHO_MS;
    return [
      { type: best.type, score: best.score, digits: run.digits, fromMs: timeAt(reading, run.first), untilMs },
    ];
  });
}

function piecesOf(reading: Reading): DigitRun[] {
  return reading.runs.flatMap((run) => reading.pieces(run));
}

function windowsOf(digits: string): string[] {
  const count = Math.max(0, digits.length - READ_BACK_DIGITS + 1);
  return Array.from({ length: count }, (_, from) => digits.slice(from, from + READ_BACK_DIGITS));
}

function echoOf(reading: Reading, run: DigitRun, numbers: readonly FoundNumber[]): FoundNumber | undefined {
  if (run.digits.length < ECHO_DIGITS) return undefined;
  const saidMs = timeAt(reading, run.first);
  return numbers.find(
    ({ digits, fromMs, untilMs }) => fromMs <= saidMs && saidMs <= untilMs && digits.includes(run.digits),
  );
}

function timeAt(reading: Reading, place: number): number {
  return reading.stream.words[place]?.atMs ?? 0;
}
