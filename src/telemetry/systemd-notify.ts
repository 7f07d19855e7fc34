import { spawn } from 'node:child_process';

export interface SystemdOptions {
  /** Value of NOTIFY_SOCKET; undefined when systemd did not start this process, and everything here does nothing. */
  readonly socket: string | undefined;
  /** Time between two signs of life that systemd allows (WATCHDOG_USEC / 1000); undefined without watchdog. */
  readonly watchdogMs?: number | undefined;
  /** Told when a notification could not be sent; the worker goes on, and systemd will act on the silence. */
  readonly onFailure?: (error: unknown) => void;
}

export interface SystemdNotifier {
  /** Start-up is done; signs of life follow on their own while the event loop turns. */
  ready(): Promise<void>;
  /** The process drains; signs of life go on. */
  stopping(): Promise<void>;
  /** Ends the signs of life. */
  close(): void;
}

/**
 * Speaks to systemd (`Type=notify`, `NotifyAccess=all`) through its own tool: Node has no datagram Unix sockets, and the
 * package for it does not build.
 */
export function createSystemdNotifier({ socket, watchdogMs, onFailure }: SystemdOptions): SystemdNotifier {
  const send = async (state: string): Promise<void> => {
    if (socket === undefined || socket === '') return;
    await notify(socket, state).catch((error: unknown) => onFailure?.(error));
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    ready: async () => {
      if (watchdogMs !== undefined && watchdogMs > 0 && timer === undefined) {
        // Half the time, as systemd asks for: one late beat does no harm.
        timer = setInterval(() => void send('WATCHDOG=1'), watchdogMs / 2);
        timer.unref();
      }
      await send('READY=1');
    },
    stopping: () => send('STOPPING=1'),
    close: () => clearInterval(timer),
  };
}

/** @throws the spawn error, or an error that names the exit status */
async function notify(socket: string, state: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const child = spawn('systemd-notify', [state], { env: { NOTIFY_SOCKET: socket }, stdio: 'ignore' });
  child.once('error', reject);
  child.once('close', (code) => {
    if (code === 0) resolve();
    else reject(new Error(`systemd-notify ended with ${code}`));
  });
  await promise;
}
