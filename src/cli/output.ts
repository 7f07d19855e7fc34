import { styleText } from 'node:util';
import type { CliContext } from './context.ts';

/** One line to the results stream. */
export function print(context: CliContext, line = ''): void {
  context.out.write(`${line}\n`);
}

/** One line for people: goes to stderr, so that a pipe never sees it. */
export function remark(context: CliContext, line: string): void {
  context.err.write(`${line}\n`);
}

/** The machine's form: one JSON document. */
export function printJson(context: CliContext, value: unknown): void {
  context.out.write(`${JSON.stringify(value, null, 2)}\n`);
}

/**
 * A plain table: columns padded to their widest cell, two spaces between, no borders.
 * Right-aligns a column when every cell below the heading is a number.
 */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = headings.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^[-\d.,%]*$/.test(row[column] ?? '')),
  );
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        numeric[column] === true ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(headings), ...rows.map(line)].join('\n');
}

/** Emphasis where the terminal shows it and nothing elsewhere. */
export function bold(context: CliContext, text: string): string {
  return styleText('bold', text, { stream: context.out, validateStream: true });
}

/** Milliseconds as a person reads a time of day in a call: `1:05` or `1:02:05`. */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return hours > 0 ? `${hours}:${parts.join(':')}` : parts.join(':').replace(/^0/, '');
}

/** A duration in the unit that suits it: `340 ms`, `12.3 s`, `4 min 10 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
