import { parentPort } from 'node:worker_threads';
import { coerceError } from '../errors/coerce.ts';
import { type Parcel, pack, put } from './parcels.ts';
import type { FromThread, ToThread } from './protocol.ts';
import { TASKS, type TaskName } from './tasks.ts';

// Entry of a thread: does one task and hands its answer over piece by piece.

let taskArguments: unknown = [];
let parcels: readonly Parcel[] = [];
let handedOver = 0;

const send = (message: FromThread): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'arguments') taskArguments = message.frame;
  else if (message.kind === 'parcel') put(taskArguments, message.parcel);
  else if (message.kind === 'run') send(run(message.name));
  else handOverNext();
});

function run(name: TaskName): FromThread {
  try {
    const work = TASKS[name] as (...all: unknown[]) => unknown;
    const packed = pack(work(...(taskArguments as unknown[])));
    parcels = packed.parcels;
    return { kind: 'result', frame: packed.frame, parcels: parcels.length };
  } catch (thrown) {
    const { code, message, stage } = coerceError(thrown, 'worker');
    return { kind: 'failure', code, message, stage };
  }
}

function handOverNext(): void {
  const parcel = parcels[handedOver];
  handedOver += 1;
  if (parcel !== undefined) send({ kind: 'parcel', parcel });
}
