import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadCall } from '../../src/results/load.ts';
import { PathStage } from './stage.ts';
import { normalised, wordErrors } from './word-error-rate.ts';

const MODELS = process.env['CALLMILL_MODELS_DIR'];
const SAMPLE = fileURLToPath(new URL('../../examples/call', import.meta.url));
const Turn = z.object({
  channel: z.number(),
  text: z.string(),
  pii: z.array(z.object({ type: z.string(), text: z.string() })),
});
const TURNS = readFileSync(join(SAMPLE, 'script.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Turn.parse(JSON.parse(line)));
const Transcript = z.object({
  segments: z.array(
    z.object({
      channel: z.number(),
      words: z.array(z.object({ text: z.string(), startMs: z.number(), endMs: z.number() })),
    }),
  ),
});

/** Every run of three spoken digits of the secrets, and every part of a name: none may survive anywhere. */
function fragments(): string[] {
  return TURNS.flatMap((turn) => turn.pii).flatMap(({ type, text }) => {
    const words = normalised(text);
    if (type === 'PERSON') return words;
    return words.slice(0, -2).map((_, index) => words.slice(index, index + 3).join(' '));
  });
}

function survivors(text: string): string[] {
  const plain = ` ${normalised(text).join(' ')} `;
  return fragments().filter((fragment) => plain.includes(` ${fragment} `));
}

describe.skipIf(MODELS === undefined)(
  'the sample call on real weights (skipped without CALLMILL_MODELS_DIR)',
  () => {
    let stage: PathStage;
    let id = 0;
    let log = '';
    const env = { CALLMILL_MODELS_DIR: MODELS ?? '', CALLMILL_LOG_LEVEL: 'trace' };
    beforeAll(async () => {
      stage = await PathStage.open();
      stage.put(join(SAMPLE, 'call.flac'), 'calls/sample.flac');
      id = await stage.insert({ apex_id: 'sample', storage_key: 'calls/sample.flac' });
      const worker = stage.start(['worker', '--until-idle'], env);
      expect(await worker.ended, worker.errors).toBe(0);
      log = worker.output + worker.errors;
    }, 120_000);
    afterAll(() => stage?.close());

    const transcribe = (file: string) => {
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [join(SAMPLE, '../../bin/callmill.js'), 'transcribe', file, '--json'],
        {
          env: stage.environment({ ...env, CALLMILL_REDACT: 'false' }),
          encoding: 'utf8',
          maxBuffer: 64_000_000,
        },
      );
      if (stdout === '') throw new Error(stderr);
      return Transcript.parse(JSON.parse(stdout)).segments;
    };

    it('is read with a word error rate below 5 %', ({ annotate }) => {
      const heard = transcribe(join(SAMPLE, 'call.flac'));
      for (const channel of [0, 1]) {
        const reference = TURNS.filter((turn) => turn.channel === channel).flatMap((turn) =>
          normalised(turn.text),
        );
        const words = heard
          .filter((segment) => segment.channel === channel)
          .flatMap((segment) => segment.words.flatMap((word) => normalised(word.text)));
        const { errors, rate } = wordErrors(reference, words);
        const line = `word error rate, channel ${channel}: ${(rate * 100).toFixed(1)} % (${errors} of ${reference.length} words)`;
        console.log(line);
        annotate(line);
        expect(rate, line).toBeLessThan(0.05);
      }
    }, 60_000);

    it('has its speakers by channel, its times in order and an analysis with evidence', async () => {
      const call = await loadCall(stage.database, id);
      expect(call?.recording).toMatchObject({
        processing_status: 'completed',
        progress_percentage: 100,
        channels: 2,
        attempts: 1,
      });
      expect(new Set(call?.segments.map((segment) => segment.speaker_role))).toEqual(
        new Set(['agent', 'customer']),
      );
      const starts = call?.segments.map((segment) => segment.start_ms) ?? [];
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      expect(call?.analysis?.summary).not.toBe('');
      const keys = new Set(call?.segments.map((segment) => segment.segment_key));
      const cited = [...JSON.stringify(call?.analysis).matchAll(/segmentKey\\?": ?\\?"(s\d+)/g)].map(
        (match) => match[1] ?? '',
      );
      expect(cited.length).toBeGreaterThan(3);
      expect(cited.filter((key) => !keys.has(key))).toEqual([]);
      const stages = Object.keys(JSON.parse(call?.attempts[0]?.stage_ms ?? '{}') as object);
      expect(new Set(stages)).toEqual(
        new Set(['fetch', 'decode', 'transcribe', 'diarize', 'redact', 'analyse']),
      );
    });

    it('leaves no name and no run of three digits in any table', async () => {
      expect(fragments().length).toBeGreaterThan(20);
      const tables = await sql<{
        name: string;
      }>`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()`.execute(
        stage.database.kysely,
      );
      for (const { name } of tables.rows) {
        const rows = await sql`SELECT * FROM ${sql.table(name)}`.execute(stage.database.kysely);
        expect(survivors(JSON.stringify(rows.rows)), name).toEqual([]);
      }
    });

    it('leaves none in the log, nor any file in the scratch directory', () => {
      expect(log).toContain('Recording completed');
      expect(survivors(log)).toEqual([]);
      expect(readdirSync(stage.scratch)).toEqual([]);
    });

    it('says them no more in the published audio', () => {
      const heard = transcribe(join(stage.bucket, 'calls/sample.redacted.flac'));
      const text = heard.flatMap((segment) => segment.words.map((word) => word.text)).join(' ');
      expect(normalised(text).length).toBeGreaterThan(150);
      expect(survivors(text)).toEqual([]);
    }, 60_000);
  },
);
