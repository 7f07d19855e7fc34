import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/pii/policy.ts';
import { savePolicy } from '../../src/tenants/policies.ts';
import { PathStage, tone } from './stage.ts';

const MODELS = process.env['CALLMILL_MODELS_DIR'];
const CALL = fileURLToPath(new URL('../../examples/call/call.flac', import.meta.url));
const key = () => randomBytes(32).toString('base64');

let stage: PathStage;
beforeAll(async () => {
  stage = await PathStage.open();
});
afterAll(() => stage?.close());

describe.skipIf(MODELS === undefined)(
  'a tenant with a vault, on real weights (skipped without CALLMILL_MODELS_DIR)',
  () => {
    const first = `1:first:${key()}`;
    const second = `1:second:${key()}`;
    const env = { CALLMILL_MODELS_DIR: MODELS ?? '', CALLMILL_LANGUAGE_MODEL: 'none' };
    const run = async (args: readonly string[], keys: readonly string[]) => {
      const command = stage.start(args, { ...env, CALLMILL_TENANT_KEYS: keys.join('\n') });
      const code = await command.ended;
      return { code, out: command.output, said: command.output + command.errors };
    };

    it('finds its values again by token, with a record of who looked, until the key is gone', async () => {
      stage.put(CALL, 'call.flac');
      await savePolicy(
        stage.database.kysely,
        1,
        parsePolicy({ types: { CARD_NUMBER: { operator: 'vault' } } }),
      );
      const id = await stage.insert({ apex_id: 'vault', storage_key: 'call.flac' });
      const worker = await run(['worker', '--until-idle'], [first]);
      expect(worker.code, worker.said).toBe(0);
      const { kysely } = stage.database;
      const transcript = await kysely
        .selectFrom('ai_call_transcriptions')
        .select('full_transcript')
        .where('recording_id', '=', id)
        .executeTakeFirstOrThrow();
      const token = /\[CARD_NUMBER:([a-p]{16})\]/.exec(transcript.full_transcript)?.[1] ?? '';
      expect(token).not.toBe('');
      const entities = await kysely
        .selectFrom('ai_call_pii_entities')
        .select(['type', 'vault_token'])
        .where('recording_id', '=', id)
        .execute();
      expect(entities.find(({ type }) => type === 'CARD_NUMBER')?.vault_token).toBe(token);
      expect(
        entities.filter(({ type }) => type !== 'CARD_NUMBER').every((one) => one.vault_token === null),
      ).toBe(true);

      const look = [
        'vault',
        'reveal',
        '--tenant',
        '1',
        '--token',
        token,
        '--actor',
        'auditor',
        '--reason',
        'a test',
      ];
      const seen = await run(look, [first]);
      expect(seen.out.trim()).toMatch(/^\d{12,19}$/);
      const [stored] = await kysely
        .selectFrom('ai_pii_vault')
        .selectAll()
        .where('recording_id', '=', id)
        .execute();
      expect(stored?.sealed).not.toContain(seen.out.trim());
      expect(worker.said).not.toContain(seen.out.trim());

      expect((await run(['vault', 'rotate', '--tenant', '1'], [first, second])).said).toMatch(
        /[1-9]\d* value\(s\)/,
      );
      expect((await run(look, [second])).out).toBe(seen.out);
      const gone = await run(look, [`1:third:${key()}`]);
      expect(gone.code).not.toBe(0);
      expect(gone.out).toBe('');
      const reveals = await kysely
        .selectFrom('ai_pii_reveals')
        .select(['actor', 'reason', 'recording_id'])
        .execute();
      // A look that failed shows nothing and leaves no record: it was one transaction.
      expect(reveals).toEqual(
        Array.from({ length: 2 }, () => ({ actor: 'auditor', reason: 'a test', recording_id: id })),
      );

      await kysely.deleteFrom('ai_call_recordings').where('id', '=', id).execute();
      expect(await kysely.selectFrom('ai_pii_vault').selectAll().execute()).toEqual([]);
    }, 120_000);
  },
);

describe('a policy with an error in it', () => {
  it('fails the calls of its tenant, publishes nothing of them and leaves other tenants alone', async () => {
    const { kysely } = stage.database;
    tone(join(stage.directory, 'tone.wav'), 2);
    stage.put(join(stage.directory, 'tone.wav'), 'tone.wav');
    await sql`INSERT INTO ai_tenants (id, name) VALUES (7, 'seven')`.execute(kysely);
    await sql`
      INSERT INTO ai_tenant_configs (tenant_id, service, config)
      VALUES (7, 'redaction', '{"types": {"CARDNUMBER": true}}')`.execute(kysely);
    const bad = await stage.insert({ apex_id: 'bad', tenant_id: 7, storage_key: 'tone.wav' });
    const good = await stage.insert({ apex_id: 'good', tenant_id: 8, storage_key: 'tone.wav' });
    const worker = stage.start(['worker', '--until-idle'], PathStage.GENERATED);
    expect(await worker.ended, worker.errors).toBe(0);
    const rows = await kysely
      .selectFrom('ai_call_recordings')
      .select(['id', 'processing_status', 'error_code'])
      .where('id', 'in', [bad, good])
      .orderBy('id')
      .execute();
    expect(rows).toEqual([
      { id: bad, processing_status: 'failed', error_code: 'policy_invalid' },
      { id: good, processing_status: 'completed', error_code: null },
    ]);
    expect(
      await kysely
        .selectFrom('ai_call_transcriptions')
        .select('id')
        .where('recording_id', '=', bad)
        .execute(),
    ).toEqual([]);
  }, 60_000);
});
