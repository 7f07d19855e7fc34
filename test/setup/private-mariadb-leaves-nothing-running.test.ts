import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPrivateMariaDB } from '../../scripts/private-mariadb.ts';
import { isAlive, waitForEnd } from './wait-for-end.ts';

const STARTER = fileURLToPath(new URL('./start-then-die.ts', import.meta.url));

describe('a private MariaDB', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'private-mariadb-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('keeps its data from one start to the next and leaves no process and no socket at stop', async () => {
    const first = await startPrivateMariaDB({ directory, durable: false });
    const writer = await createConnection(login(first));
    await writer.query('CREATE DATABASE kept');
    await writer.end();
    await first.stop();
    await first.stop();
    expect(await isAlive(first.pid)).toBe(false);
    expect(existsSync(dirname(first.socket))).toBe(false);

    const second = await startPrivateMariaDB({ directory, durable: false });
    const reader = await createConnection(login(second));
    const [databases] = await reader.query("SHOW DATABASES LIKE 'kept'");
    await reader.end();
    await second.stop();
    expect(databases).toHaveLength(1);
  });

  it.each(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)('ends when %s ends its starter', async (signal) => {
    const starter = fork(STARTER, [directory]);
    const [{ pid }] = (await once(starter, 'message')) as [{ pid: number }];
    expect(await isAlive(pid)).toBe(true);
    starter.kill(signal);
    await once(starter, 'exit');
    await waitForEnd(pid);
  });

  it('ends even while it is stopped', async () => {
    const server = await startPrivateMariaDB({ directory, durable: false });
    process.kill(server.pid, 'SIGSTOP');
    await server.stop();
    expect(await isAlive(server.pid)).toBe(false);
  });

  it('lets in nobody but its own user', async () => {
    const server = await startPrivateMariaDB({ directory, durable: false });
    const { host, port } = server;
    const refused = { code: 'ER_ACCESS_DENIED_ERROR' };
    await expect(createConnection({ host, port, user: 'root' })).rejects.toMatchObject(refused);
    await expect(createConnection({ host, port, user: server.user })).rejects.toMatchObject(refused);
    await expect(createConnection({ socketPath: server.socket, user: 'root' })).rejects.toMatchObject({
      code: expect.stringMatching(/ACCESS_DENIED/),
    });
    await server.stop();
  });

  it('comes back at the port and with the password it is given', async () => {
    const first = await startPrivateMariaDB({ directory, durable: false });
    await first.stop();
    const { port, password } = first;
    const again = await startPrivateMariaDB({ directory, durable: false, port, password });
    const connection = await createConnection(login({ ...again, port, password }));
    await connection.end();
    await again.stop();
  });
});

function login({ host, port, user, password }: Awaited<ReturnType<typeof startPrivateMariaDB>>) {
  return { host, port, user, password };
}
