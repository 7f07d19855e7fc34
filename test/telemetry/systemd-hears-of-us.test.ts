import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSystemdNotifier } from '../../src/telemetry/systemd-notify.ts';

const missing =
  spawnSync('systemd-notify', ['--version']).error !== undefined ||
  spawnSync('perl', ['-v']).error !== undefined;

/** Prints every datagram as lines; Node cannot bind such a socket. */
const LISTENER = `use Socket; $| = 1;
socket(S, AF_UNIX, SOCK_DGRAM, 0) or die; bind(S, sockaddr_un($ARGV[0])) or die; print "bound\\n";
while (defined recv(S, $m, 4096, 0)) { print "$m\\n" }`;

let folder: string;
let socket: string;
let listener: ChildProcessByStdio<null, Readable, null>;
let lines: Interface;
let heard: AsyncIterator<string>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callmill-notify-'));
  socket = join(folder, 'notify');
});

afterEach(() => rm(folder, { recursive: true }));

async function listen(): Promise<void> {
  listener = spawn('perl', ['-e', LISTENER, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
  lines = createInterface(listener.stdout);
  heard = lines[Symbol.asyncIterator]();
  await until('bound');
}

/** Reads on until the line comes; other states in between are part of the protocol. */
async function until(wanted: string): Promise<string> {
  for (;;) {
    const { value, done } = await heard.next();
    if (done === true || value === wanted) return value;
  }
}

function hangUp(): void {
  lines.close();
  listener.kill();
}

describe('systemd', () => {
  it.skipIf(missing)('hears READY, signs of life and STOPPING (needs systemd-notify and perl)', async () => {
    await listen();
    const failures: unknown[] = [];
    const notifier = createSystemdNotifier({ socket, watchdogMs: 100, onFailure: (e) => failures.push(e) });
    try {
      void notifier.ready();
      expect(await until('READY=1')).toBe('READY=1');
      expect(await until('WATCHDOG=1')).toBe('WATCHDOG=1');
      expect(await until('WATCHDOG=1')).toBe('WATCHDOG=1');
      void notifier.stopping();
      expect(await until('STOPPING=1')).toBe('STOPPING=1');
    } finally {
      notifier.close();
      hangUp();
    }
    expect(failures).toEqual([]);
  });

  it('is left alone when it did not start this process', async () => {
    const failures: unknown[] = [];
    const notifier = createSystemdNotifier({
      socket: undefined,
      watchdogMs: 1,
      onFailure: (e) => failures.push(e),
    });
    await notifier.ready();
    await notifier.stopping();
    notifier.close();
    expect(failures).toEqual([]);
  });

  it('that does not listen is reported, and the process goes on', async () => {
    const failures: unknown[] = [];
    const notifier = createSystemdNotifier({ socket, onFailure: (e) => failures.push(e) });
    await notifier.ready();
    expect(failures).toHaveLength(1);
  });
});
