import { MultiBar, type SingleBar } from 'cli-progress';
import type { PullProgress } from '../models/pull.ts';
import type { CliContext } from './context.ts';

/** Shows how far downloads are: a bar per file on a terminal, nothing elsewhere. */
export interface PullBars extends Disposable {
  update(progress: PullProgress): void;
}

const MEGABYTE = 1_000_000;

export function pullBars(context: CliContext): PullBars {
  if (context.err.isTTY !== true) return { update() {}, [Symbol.dispose]() {} };
  const screen = new MultiBar({
    format: '{bar} {percentage}% {value}/{total} MB  {file}',
    stream: context.err,
    barsize: 24,
    hideCursor: true,
    // Ctrl-C belongs to the command, which says what was kept.
    gracefulExit: false,
  });
  const bars = new Map<string, SingleBar>();
  return {
    update({ id, file, receivedBytes, totalBytes }) {
      const name = `${id}/${file}`;
      const received = Math.floor(receivedBytes / MEGABYTE);
      const total = Math.ceil((totalBytes ?? receivedBytes) / MEGABYTE);
      const bar = bars.get(name) ?? screen.create(total, 0, { file: name });
      bars.set(name, bar);
      bar.setTotal(total);
      bar.update(receivedBytes === totalBytes ? total : received);
    },
    [Symbol.dispose]() {
      screen.stop();
    },
  };
}
