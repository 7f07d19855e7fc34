import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/connect.ts';
import { migrate } from '../../src/database/migrate.ts';
import { missingGrants } from '../../src/database/missing-grants.ts';
import { boardIdentity } from '../../src/doctor/board-identity.ts';
import { checkBoard } from '../../src/doctor/check-board.ts';
import { checkDatabase } from '../../src/doctor/check-database.ts';
import { checkDisk, checkFfmpeg, checkNode, checkPort } from '../../src/doctor/check-machine.ts';
import { checkMemory } from '../../src/doctor/check-memory.ts';
import { checkStorage } from '../../src/doctor/check-storage.ts';
import { examine } from '../../src/doctor/examine.ts';
import { planMemory } from '../../src/plan/memory-plan.ts';
import { LocalStore } from '../../src/storage/local-store.ts';
import { runCommand } from '../cli/commands.ts';
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts';

const signal = new AbortController().signal;
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'callmill-doctor-test-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the database', () => {
  let fresh: FreshDatabase;
  let database: Database;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase({ ...fresh, poolSize: 2, queryTimeoutMs: 10_000 });
  });
  afterAll(async () => {
    await database.close();
    await fresh.drop();
  });

  it('lacks its tables before the migrations, and nothing after', async () => {
    expect((await checkDatabase(database)).find(({ level }) => level === 'failure')).toMatchObject({
      name: 'tables',
      remedy: expect.stringContaining('callmill migrate'),
    });
    await migrate(database.kysely);
    const findings = await checkDatabase(database);
    expect(findings.map(({ name, level }) => `${name} ${level}`)).toEqual([
      'database ok',
      'isolation ok',
      'clock ok',
      'tables ok',
      'grants ok',
    ]);
  });

  /** Runs something as a user who may do this and nothing else. */
  const asUserWho = async <T>(may: string, run: (reader: Database) => Promise<T>): Promise<T> => {
    const user = `reader_${fresh.database}`;
    await sql.raw(`CREATE USER ${user}@'127.0.0.1' IDENTIFIED BY 'x'`).execute(database.kysely);
    await sql.raw(`GRANT ${may} TO ${user}@'127.0.0.1'`).execute(database.kysely);
    const reader = openDatabase({ ...fresh, user, password: 'x', poolSize: 1, queryTimeoutMs: 10_000 });
    try {
      return await run(reader);
    } finally {
      await reader.close();
      await sql.raw(`DROP USER ${user}@'127.0.0.1'`).execute(database.kysely);
    }
  };

  it('names every right that a read-only user lacks', async () => {
    const findings = await asUserWho(`SELECT ON ${fresh.database}.*`, checkDatabase);
    const grants = findings.find(({ name }) => name === 'grants');
    expect(grants?.level).toBe('failure');
    for (const right of [
      'UPDATE on ai_call_recordings',
      'INSERT on ai_call_attempts',
      'DELETE on ai_call_checkpoints',
      'DELETE on ai_pii_vault',
    ])
      expect(grants?.detail).toContain(right);
    expect(grants?.detail).not.toContain('SELECT on');
  });

  it('names the tables that were granted one by one and forgotten with a migration', async () => {
    const missing = await asUserWho(`SELECT ON ${fresh.database}.ai_call_recordings`, missingGrants);
    expect(missing).toContain('SELECT on ai_tenant_configs');
    expect(missing).toContain('SELECT on ai_analysis_configs');
    expect(missing).not.toContain('SELECT on ai_call_recordings');
  });

  it('that is away is one line with a remedy, and the other checks go on', async () => {
    const gone = openDatabase({ ...fresh, port: 1, poolSize: 1, queryTimeoutMs: 1000 });
    const findings = await examine({ database: () => checkDatabase(gone), node: checkNode });
    expect(findings.map(({ level }) => level)).toEqual(['failure', 'ok']);
    expect(findings[0]?.remedy).toBeTruthy();
    await gone.close();
  });

  it('and everything else is on one page, as JSON too, with exit status 1 for a failure', async () => {
    const env = {
      CALLMILL_STORAGE_DIR: join(root, 'nowhere', 'bucket'),
      CALLMILL_HTTP_PORT: '0',
      CALLMILL_CACHE_DIR: join(root, 'cache'),
    };
    const { out } = await runCommand(fresh, ['doctor', '--json'], { env });
    const findings = JSON.parse(out) as { name: string; level: string; remedy?: string }[];
    const names = new Set(findings.map(({ name }) => name));
    for (const name of ['node', 'gpu', 'memory', 'ffmpeg', 'disk', 'port', 'database', 'grants'])
      expect(names, name).toContain(name);
    for (const { level, remedy } of findings) if (level !== 'ok') expect(remedy).toBeTruthy();
    process.exitCode = 0;
  });
});

describe('the machine', () => {
  it('has Node and ffmpeg', async () => {
    expect(await checkNode()).toMatchObject([{ level: 'ok' }]);
    expect(await checkFfmpeg()).toMatchObject([
      { level: 'ok', detail: expect.stringMatching(/^version \d/) },
    ]);
  });

  it('says how much disk is free', async () => {
    expect(await checkDisk(join(root, 'work'))).toMatchObject([{ detail: expect.stringMatching(/GB free/) }]);
  });

  it('says whether the port is free, taken or not wanted', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((ready) => server.once('listening', ready));
    const { port } = server.address() as AddressInfo;
    expect(await checkPort('127.0.0.1', port)).toMatchObject([
      { level: 'warning', detail: expect.stringContaining('EADDRINUSE') },
    ]);
    await new Promise((closed) => server.close(closed));
    expect(await checkPort('127.0.0.1', port)).toMatchObject([{ level: 'ok' }]);
    expect(await checkPort('127.0.0.1', 0)).toMatchObject([
      { detail: expect.stringContaining('switched off') },
    ]);
  });
});

describe('the bucket', () => {
  it('is written, read, listed and deleted, and left as it was', async () => {
    const directory = join(root, 'bucket');
    mkdirSync(directory);
    const store = new LocalStore(directory);
    expect(await checkStorage(store, signal)).toMatchObject([{ level: 'ok' }]);
    expect(await store.list('', 10, signal)).toEqual([]);
  });

  it('that does not exist is a failure with a remedy', async () => {
    const findings = await examine({
      storage: () => checkStorage(new LocalStore(join(root, 'missing')), signal),
    });
    expect(findings).toMatchObject([{ level: 'failure', remedy: expect.any(String) }]);
  });
});

describe('the board', () => {
  /** A file system of a Jetson's. */
  function jetson(release: string): string {
    const board = mkdtempSync(join(root, 'jetson-'));
    for (const [name, text] of [
      ['etc/nv_tegra_release', release],
      ['proc/device-tree/model', 'NVIDIA Jetson Orin Nano Engineering Reference Developer Kit Super\0'],
    ] as const) {
      mkdirSync(dirname(join(board, name)), { recursive: true });
      writeFileSync(join(board, name), text);
    }
    return board;
  }
  const R36 = '# R36 (release), REVISION: 4.3, GCID: 38968081, BOARD: generic, EABI: aarch64\n';

  it('is named with its JetPack', async () => {
    const findings = await checkBoard('auto', () => boardIdentity(jetson(R36), 'no-such-program'));
    expect(findings).toMatchObject([
      { name: 'board', level: 'ok', detail: expect.stringMatching(/Orin Nano .*L4T 36\.4\.3, JetPack 6/) },
      { name: 'gpu', level: 'ok' },
    ]);
  });

  it.each([
    ['# R35 (release), REVISION: 5.0, GCID: 1', '5'],
    ['# R38 (release), REVISION: 2.0, GCID: 1', '7'],
    ['# R99 (release), REVISION: 1.0, GCID: 1', null],
  ])('%s is JetPack %s', async (release, jetpack) => {
    expect((await boardIdentity(jetson(release), 'no-such-program')).jetpack).toBe(jetpack);
  });

  it('of a release nobody knows is a warning', async () => {
    const [board] = await checkBoard('auto', () =>
      boardIdentity(jetson('# R99 (release), REVISION: 1.0'), 'none'),
    );
    expect(board).toMatchObject({ level: 'warning' });
  });

  it('has the GPU that nvidia-smi names', async () => {
    const program = join(root, 'nvidia-smi');
    writeFileSync(program, '#!/bin/sh\necho "NVIDIA Something 8000"\n');
    chmodSync(program, 0o755);
    expect((await boardIdentity(root, program)).gpu).toBe('NVIDIA Something 8000');
  });

  it('without a GPU is a failure only when CUDA is demanded', async () => {
    const none = () => boardIdentity(root, 'no-such-program');
    expect(await checkBoard('auto', none)).toMatchObject([{ level: 'ok' }]);
    expect(await checkBoard('cuda', none)).toMatchObject([{ level: 'failure', remedy: expect.any(String) }]);
  });
});

describe('memory', () => {
  const needs = (mb: number) => [
    { process: 'speech' as const, group: 'speech' as const, models: ['s'], needMb: mb, basis: '' },
    { process: 'language model' as const, group: 'language' as const, models: ['l'], needMb: mb, basis: '' },
  ];
  const check = (mb: number) =>
    examine({
      memory: () =>
        checkMemory(async () => ({ memory: planMemory(needs(mb), 1000), languageEstimate: null })),
    });

  it('is enough, enough in turns, or too little, with what to do', async () => {
    expect(await check(400)).toMatchObject([
      { level: 'ok', detail: '800 MB of 1000 MB, all models resident' },
    ]);
    expect(await check(900)).toMatchObject([
      { level: 'warning', detail: expect.stringContaining('take turns') },
    ]);
    expect(await check(1100)).toMatchObject([
      { level: 'failure', remedy: expect.stringContaining('smaller') },
    ]);
  });

  it('of a language model by its file is held against the manifest', async () => {
    const memory = planMemory(needs(400), 1000);
    const estimated = (fileMb: number) =>
      checkMemory(async () => ({ memory, languageEstimate: { model: 'l', manifestMb: 1000, fileMb } }));
    expect((await estimated(1190))[1]).toMatchObject({ name: 'model memory', level: 'ok' });
    for (const far of [1210, 790]) {
      expect((await estimated(far))[1]).toMatchObject({
        level: 'warning',
        detail: `l takes ${far} MB by its file, 1000 MB by the manifest`,
      });
    }
  });

  it('of a toy decides nothing, however far the figures are apart', async () => {
    const memory = planMemory(needs(400), 1000);
    const languageEstimate = { model: 'toy', manifestMb: 11, fileMb: 4 };
    expect((await checkMemory(async () => ({ memory, languageEstimate })))[1]).toMatchObject({ level: 'ok' });
  });
});
