import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Analysis } from '../../src/analysis/schema.ts';
import { transcriptJson } from '../../src/transcript/json.ts';
import { cardCall } from '../analysis/dialogue.ts';
import { runCommand } from './commands.ts';

const NOWHERE = {
  host: '127.0.0.1',
  port: 1,
  database: 'none',
  user: 'none',
  password: 'none',
  drop: async () => {},
};
const TURNS = [
  { speaker_role: 'agent', text: 'good morning how can i help' },
  { speaker_role: 'customer', text: 'my boiler is cold and my card is 4111 1111 1111 1111' },
  { speaker_role: 'overlord', text: 'hello' },
];

describe('callmill analyse', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'callmill-analyse-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const file = (name: string, content: unknown) => {
    const path = join(directory, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
  };
  const analyse = (transcript: unknown, ...more: string[]) =>
    runCommand(NOWHERE, [
      'analyse',
      '--transcript',
      file('call.json', transcript),
      '--engine',
      'rules',
      ...more,
    ]);
  const json = async (transcript: unknown, ...more: string[]) => {
    const { out, error } = await analyse(transcript, '--json', ...more);
    expect(error).toBeNull();
    return Analysis.parse((JSON.parse(out) as { analysis: unknown }).analysis);
  };

  it('prints a page with the places', async () => {
    const { out, error } = await analyse(TURNS);
    expect(error).toBeNull();
    expect(out).toContain('disclosure never read');
    expect(out).toContain('rules (no language model is configured)');
  });

  it('redacts what it reads: a card number is in no part of the answer', async () => {
    const { out } = await analyse(TURNS, '--json');
    expect(out).not.toContain('4111');
  });

  it('reads a transcript document with its keys and times', async () => {
    const model = { id: 'm', family: 'whisper', sha256: 'a', provider: 'cpu', generated: false } as const;
    const { segments, durationMs } = cardCall;
    const document = transcriptJson({ callId: null, language: 'en', durationMs, model, segments });
    const analysis = await json(document);
    expect(analysis.topics[0]?.evidence[0]?.segmentKey).toBe('s0001');
    expect(analysis.qualityScore).toBeGreaterThan(80);
  });

  it('judges by the configuration it is given', async () => {
    const config = file('bank.json', { version: 1, topics: [{ name: 'boiler', phrases: ['boiler'] }] });
    expect((await json(TURNS, '--config', config)).topics.map((topic) => topic.name)).toContain('boiler');
  });

  it.each([
    ['no words', [], 'nobody spoke'],
    ['nothing but a menu', [{ speaker_role: 'ivr', text: 'press one for billing' }], 'recorded voice only'],
  ])('has an answer for %s', async (_, transcript, category) => {
    const analysis = await json(transcript);
    expect(analysis.categories.map((item) => item.name)).toEqual([category]);
    expect(analysis.qualityScore).toBeNull();
  });

  it.each([
    ['no JSON', '{', 'usage'],
    ['no segments', { text: 'hello' }, 'usage'],
    ['times that are no numbers', [{ text: 'a', start_ms: 'x' }], 'usage'],
    [
      'two segments of one key',
      [
        { text: 'a', key: 's1' },
        { text: 'b', key: 's1' },
      ],
      'usage',
    ],
    ['a format of the future', { format: 'callmill.transcript/2', segments: [] }, 'schema_unknown'],
  ])('refuses %s', async (_, transcript, code) => {
    const { error, out } = await analyse(transcript);
    expect(error).toMatchObject({ code });
    expect(out).toBe('');
  });

  it('refuses a configuration that it cannot read, a file that is not there and an endpoint that nobody set up', async () => {
    const config = file('bad.json', { version: 2 });
    expect((await analyse(TURNS, '--config', config)).error).toMatchObject({
      code: 'analysis_config_invalid',
    });
    const absent = ['analyse', '--transcript', join(directory, 'absent.json')];
    expect((await runCommand(NOWHERE, absent)).error).toMatchObject({ code: 'usage' });
    const http = ['analyse', '--transcript', file('call.json', TURNS), '--engine', 'http'];
    expect((await runCommand(NOWHERE, http)).error).toMatchObject({ code: 'provider_unavailable' });
    const none = ['analyse', '--transcript', file('call.json', TURNS), '--engine', 'local'];
    const env = { CALLMILL_CACHE_DIR: directory, CALLMILL_LANGUAGE_MODEL: 'none' };
    expect((await runCommand(NOWHERE, none, { env })).error).toMatchObject({ code: 'model_missing' });
  });
});
