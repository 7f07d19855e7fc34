import type { Command } from 'commander';
import { loadStatus, type QueueStatus } from '../../queue/status.ts';
import type { CliContext } from '../context.ts';
import { duration, print, printJson, table } from '../output.ts';
import { withDatabase } from '../with-database.ts';

/** `callmill status`: the queue, the fleet and what failed. */
export function registerStatus(program: Command, context: CliContext): void {
  program
    .command('status')
    .description('Show the queue, the workers and recent failures.')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  callmill status')
    .action(async (options: { json?: true }) => {
      const status = await withDatabase(context, loadStatus);
      if (options.json === true) printJson(context, status);
      else print(context, render(status));
    });
}

function render(status: QueueStatus): string {
  const counts = Object.entries(status.counts).map(([name, count]) => [name, String(count)]);
  const parts = [table(['recordings', ''], counts)];
  if (status.counts.pending > 0)
    parts.push(`The oldest has waited ${duration(status.oldestPendingSeconds * 1000)}.`);
  parts.push(workers(status));
  if (status.failures.length > 0) {
    const rows = status.failures.map((failure) => [failure.code, String(failure.count), failure.remedy]);
    parts.push(
      `Failed recordings by reason (callmill requeue --code CODE):\n${table(['code', 'count', 'what to do'], rows)}`,
    );
  }
  return parts.join('\n\n');
}

function workers(status: QueueStatus): string {
  if (status.workers.length === 0) return 'No worker has been seen in the last ten minutes.';
  const rows = status.workers.map((worker) => [
    worker.name,
    worker.host,
    worker.state,
    worker.recordingId === null ? '' : String(worker.recordingId),
    `${duration(worker.silentSeconds * 1000)} ago`,
  ]);
  return table(['worker', 'host', 'state', 'recording', 'seen'], rows);
}
