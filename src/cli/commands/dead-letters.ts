import type { Command } from 'commander';
import { type DeadLetters, listDeadLetters } from '../../queue/dead-letters.ts';
import { wholeNumber } from '../arguments.ts';
import type { CliContext } from '../context.ts';
import { addDeadLetterOptions, type DeadLetterOptions, deadLetterFilter } from '../dead-letter-options.ts';
import { print, printJson, table } from '../output.ts';
import { withDatabase } from '../with-database.ts';

/** `callmill dead-letters`: what failed for good, why, and what to do about it. */
export function registerDeadLetters(program: Command, context: CliContext): void {
  const command = program
    .command('dead-letters')
    .description('List recordings that failed for good, newest first, and say what to do about them.');
  addDeadLetterOptions(command)
    .option('--limit <n>', 'list at most this many', wholeNumber, 50)
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  callmill dead-letters --since 24h\n  callmill dead-letters --code not_audio --tenant 7',
    )
    .action(async (options: DeadLetterOptions & { limit: number; json?: true }) => {
      const found = await withDatabase(context, (database) =>
        listDeadLetters(database, deadLetterFilter(options) ?? {}, options.limit),
      );
      if (options.json === true) printJson(context, found);
      else print(context, render(found));
    });
}

function render({ total, letters }: DeadLetters): string {
  if (letters.length === 0) return 'No recording has failed that matches.';
  const rows = letters.map((letter) => [
    String(letter.recordingId),
    letter.callId,
    String(letter.tenantId),
    letter.code,
    letter.stage ?? '',
    letter.failedAt === null ? '' : `${letter.failedAt.toISOString().slice(0, 19)}Z`,
    String(letter.attempts),
  ]);
  const parts = [table(['id', 'call', 'tenant', 'code', 'stage', 'failed', 'attempts'], rows)];
  if (total > letters.length) parts.push(`The newest ${letters.length} of ${total} (--limit).`);
  const remedies = new Map(letters.map((letter) => [letter.code, letter.remedy]));
  parts.push(
    `What to do, then "callmill requeue --code CODE":\n${table(['code', 'what to do'], [...remedies])}`,
  );
  return parts.join('\n\n');
}
