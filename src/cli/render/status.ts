import type { QueueStatus, Throughput } from '../../queue/status.ts';
import { duration, table } from '../output.ts';

/** The queue, the fleet and what failed, as text. */
export function renderStatus(status: QueueStatus): string {
  const { counts } = status;
  const parts = [`${counts.pending} pending, ${counts.processing} processing, ${counts.failed} failed`];
  if (status.queue.length > 0) parts.push(queue(status));
  parts.push(throughput(status), workers(status));
  if (status.failures.length > 0) {
    const rows = status.failures.map((failure) => [failure.code, String(failure.count), failure.remedy]);
    parts.push(
      `Failed recordings by reason (callmill dead-letters, callmill requeue --code CODE):\n${table(['code', 'count', 'what to do'], rows)}`,
    );
  }
  if (status.invalidStatus.length > 0) {
    parts.push(
      `Without a valid status, written by hand (callmill requeue ID): ${status.invalidStatus.join(', ')}`,
    );
  }
  return parts.join('\n\n');
}

function queue(status: QueueStatus): string {
  const rows = status.queue.map((line) => [
    line.tenant ?? `unknown (${line.tenantId})`,
    line.band,
    String(line.pending),
    String(line.delayed),
    String(line.processing),
    line.cap === null ? '' : String(line.cap),
    line.oldestSeconds === 0 ? '' : duration(line.oldestSeconds * 1000),
  ]);
  return table(['tenant', 'band', 'pending', 'of these delayed', 'processing', 'cap', 'longest wait'], rows);
}

function throughput({ lastHour, lastDay }: QueueStatus): string {
  const row = (name: string, { completed, failed, cancelled }: Throughput) =>
    [name, completed, failed, cancelled].map(String);
  return table(
    ['finished', 'completed', 'failed', 'cancelled'],
    [row('last hour', lastHour), row('last 24 h', lastDay)],
  );
}

function workers(status: QueueStatus): string {
  if (status.workers.length === 0) return 'No worker has been seen in the last ten minutes.';
  const rows = status.workers.map((worker) => [
    worker.name,
    worker.host,
    worker.version,
    worker.state,
    worker.recordingId === null ? '' : String(worker.recordingId),
    `${duration(worker.silentSeconds * 1000)} ago`,
  ]);
  return table(['worker', 'host', 'version', 'state', 'recording', 'seen'], rows);
}
