import { SingleBar } from 'cli-progress';
import type { CliContext } from './context.ts';

/** Shows how many recordings are done: a bar on a terminal, nothing elsewhere. */
export interface EvalBar extends Disposable {
  update(done: number): void;
}

export function evalBar(context: CliContext, total: number): EvalBar {
  if (context.err.isTTY !== true) return { update() {}, [Symbol.dispose]() {} };
  const bar = new SingleBar({
    format: '{bar} {value}/{total} recordings, {eta_formatted} to go',
    stream: context.err,
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false,
  });
  bar.start(total, 0);
  return { update: (done) => bar.update(done), [Symbol.dispose]: () => bar.stop() };
}
