import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runSoak, type SoakFigures } from '../../bench/soak/run-soak.ts';
import { projectFile } from '../../src/config/project.ts';
import { type FreshDatabase, freshDatabase } from '../setup/fresh-database.ts';

/** Enough for every part to have been loaded and every buffer to have grown; two thousand are in bench/soak.ts. */
const CALLS = 24;

describe('a worker that has done many calls, every engine at work', () => {
  let database: FreshDatabase;
  let figures: SoakFigures;
  const directory = mkdtempSync(join(tmpdir(), 'callmill-small-'));
  beforeAll(async () => {
    database = await freshDatabase();
    figures = await runSoak({
      calls: CALLS,
      server: database,
      directory,
      cacheDirectory: projectFile('.callmill/test/cache'),
      path: process.env['PATH'] ?? '',
    });
  }, 120_000);
  afterAll(async () => {
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('has stayed under 200 MB', () => {
    console.log(`peak resident memory of the main process: ${figures.peakMb.toFixed(0)} MB`);
    expect(figures.peakMb).toBeLessThan(200);
  });

  it('has completed them all and lost no engine', () => {
    expect(figures).toMatchObject({ completed: CALLS, engineDeaths: 0 });
  });

  it('leaves no zombie, no process and no file behind', () => {
    expect(figures).toMatchObject({ zombies: 0, childrenLeft: 0, scratchLeft: 0 });
  });
});
