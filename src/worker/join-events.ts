import type { WorkerEvents } from './events.ts';

/** One listener that hands every event on to several. */
export function joinEvents(listeners: readonly WorkerEvents[]): Required<WorkerEvents> {
  const tell =
    <A extends readonly unknown[]>(pick: (listener: WorkerEvents) => ((...args: A) => void) | undefined) =>
    (...args: A): void => {
      for (const listener of listeners) pick(listener)?.call(listener, ...args);
    };
  return {
    onState: tell((listener) => listener.onState),
    onClaimed: tell((listener) => listener.onClaimed),
    onEmptyPoll: tell((listener) => listener.onEmptyPoll),
    onProgress: tell((listener) => listener.onProgress),
    onStageDone: tell((listener) => listener.onStageDone),
    onJobDone: tell((listener) => listener.onJobDone),
    onHeartbeatMissed: tell((listener) => listener.onHeartbeatMissed),
    onCheckpointMissed: tell((listener) => listener.onCheckpointMissed),
    onPause: tell((listener) => listener.onPause),
    onRecovered: tell((listener) => listener.onRecovered),
    onPruned: tell((listener) => listener.onPruned),
    onTrouble: tell((listener) => listener.onTrouble),
    onPhase: tell((listener) => listener.onPhase),
    onFleet: tell((listener) => listener.onFleet),
    onQualitySample: tell((listener) => listener.onQualitySample),
  };
}
