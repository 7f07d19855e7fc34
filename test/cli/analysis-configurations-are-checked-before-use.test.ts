import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectFile } from '../../src/config/project.ts';
import { runAlone } from './commands.ts';

const EXAMPLE = projectFile('examples/analysis/bank.json');

describe('callmill analysis-config check', () => {
  let directory = '';
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'callmill-config-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const file = (name: string, content: string) => {
    const path = join(directory, name);
    writeFileSync(path, content);
    return path;
  };
  const check = (...files: string[]) => runAlone(['analysis-config', 'check', ...files]);

  it('prints the hash of a valid document and nothing else', async () => {
    const { out, err, error } = await check(EXAMPLE);
    expect(error).toBeNull();
    expect(out).toMatch(/^[0-9a-f]{64}\n$/);
    expect(err).toBe('');
  });

  it('prints the same hash for the same document written differently', async () => {
    const one = file('one.json', '{"version":1,"topics":[{"name":"loan","phrases":["a loan"]}]}');
    const other = file(
      'other.json',
      '{\n  "replace": [],\n  "topics": [{"phrases": ["a loan"], "name": "loan"}],\n  "version": 1\n}',
    );
    expect((await check(one)).out).toBe((await check(other)).out);
  });

  it('merges tiers in the order given: another order is another hash', async () => {
    const low = file('low.json', '{"version":1,"instructions":"low"}');
    const high = file('high.json', '{"version":1,"instructions":"high"}');
    expect((await check(low, high)).out).not.toBe((await check(high, low)).out);
  });

  it('names the file and the place of every problem, and never a value', async () => {
    const path = file(
      'bad.json',
      '{"version":1,"topics":[{"name":"zebra"},{"name":"Zebra"}],"rubric":[{"criterion":"x"}]}',
    );
    const { out, error } = await check(EXAMPLE, path);
    expect(out).toBe('');
    expect(error).toMatchObject({ code: 'analysis_config_invalid' });
    const { message } = error as Error;
    expect(message).toContain(`in ${path} is not valid`);
    expect(message).toContain('topics.1: has the name of an earlier entry');
    expect(message).toContain('rubric.0.guidance');
    expect(message.replace(path, '')).not.toMatch(/zebra/i);
  });

  it.each([
    [
      'names an action that no tier has',
      '{"version":1,"rubric":[{"criterion":"x","guidance":"y","steps":["z"]}]}',
    ],
    ['is of a version from the future', '{"version":2}'],
    ['has 500 topics', JSON.stringify({ version: 1, topics: topics(500) })],
    ['is no JSON', 'topics: [loan]'],
  ])('refuses a document that %s', async (_, content) => {
    const { error } = await check(file('refused.json', content));
    expect(error).toMatchObject({ code: 'analysis_config_invalid' });
  });

  it('says which file is not there', async () => {
    const { error } = await check(join(directory, 'nowhere.json'));
    expect(error).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('nowhere.json cannot be read'),
    });
  });
});

function topics(count: number): { readonly name: string }[] {
  return Array.from({ length: count }, (_, at) => ({ name: `topic ${at}` }));
}
