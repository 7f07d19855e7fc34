import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PathStage } from './stage.ts';

const MODELS = process.env['CALLMILL_MODELS_DIR'];
const CALL = fileURLToPath(new URL('../../examples/call/call.flac', import.meta.url));

describe.skipIf(MODELS === undefined)(
  'an agent’s voice on real weights (skipped without CALLMILL_MODELS_DIR)',
  () => {
    let stage: PathStage;
    const env = {
      CALLMILL_MODELS_DIR: MODELS ?? '',
      CALLMILL_LANGUAGE_MODEL: 'none',
      CALLMILL_REUSE_TRANSCRIPTS: 'false',
      CALLMILL_TENANT_KEYS: `1:first:${randomBytes(32).toString('base64')}`,
    };
    beforeAll(async () => {
      stage = await PathStage.open();
      stage.put(CALL, 'call.flac');
    });
    afterAll(() => stage?.close());

    async function run(args: readonly string[], over: Readonly<Record<string, string>> = {}) {
      const command = stage.start(args, { ...env, ...over });
      const code = await command.ended;
      return { code, said: command.output + command.errors };
    }

    async function namesOf(id: number) {
      const rows = await stage.database.kysely
        .selectFrom('ai_call_transcription_segments')
        .select(['speaker_role', 'speaker_name'])
        .distinct()
        .where('recording_id', '=', id)
        .orderBy('speaker_role')
        .execute();
      return rows.map((row) => `${row.speaker_role}/${row.speaker_name ?? '-'}`);
    }

    it('is enrolled after the tenant allowed it, named in a later call, and forgotten on request', async () => {
      const first = await stage.insert({
        apex_id: 'first',
        storage_key: 'call.flac',
        agent_id: 'a-7',
        agent_name: 'Dana Whitfield',
      });
      expect((await run(['worker', '--until-idle'])).code).toBe(0);

      const early = await run(['voices', 'enrol', String(first)]);
      expect(early.code).not.toBe(0);
      expect(early.said).toContain('has not allowed voice prints');
      expect((await run(['voices', 'allow', '--tenant', '1'], { CALLMILL_TENANT_KEYS: '' })).said).toContain(
        'has no key',
      );
      expect((await run(['voices', 'allow', '--tenant', '1'])).code).toBe(0);
      expect((await run(['voices', 'enrol', String(first)])).said).toMatch(
        /Agent a-7: \d+ s of speech from 1 call/,
      );

      const [stored] = await stage.database.kysely.selectFrom('ai_voice_prints').selectAll().execute();
      expect(stored?.sealed_vector).toMatch(/^s1\.first\./);
      const listed = await run(['voices', 'list', '--tenant', '1', '--json']);
      expect(JSON.parse(listed.said)).toMatchObject([{ agentId: 'a-7', recordings: 1 }]);

      const second = await stage.insert({ apex_id: 'second', storage_key: 'call.flac' });
      expect((await run(['worker', '--until-idle'])).code).toBe(0);
      expect(await namesOf(second)).toEqual(['agent/Dana Whitfield', 'customer/-']);

      expect((await run(['voices', 'forbid', '--tenant', '1'])).said).toContain('1 deleted');
      const third = await stage.insert({ apex_id: 'third', storage_key: 'call.flac' });
      expect((await run(['worker', '--until-idle'])).code).toBe(0);
      expect(await namesOf(third)).toEqual(['agent/-', 'customer/-']);
      expect((await run(['voices', 'delete', '--tenant', '1', '--agent', 'a-7'])).said).toContain(
        'has no voice print',
      );
    }, 120_000);
  },
);
