import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { registerEval } from '../../src/cli/commands/eval.ts';
import { registerPii } from '../../src/cli/commands/pii.ts';
import type { CliContext } from '../../src/cli/context.ts';
import { loadConfig } from '../../src/config/load.ts';

const folder = mkdtempSync(join(tmpdir(), 'pii-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What a command wrote, and what it threw. */
async function run(...args: readonly string[]): Promise<{ out: string; error: unknown }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  let text = '';
  out.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  err.resume();
  // The rules alone: what the classifier finds is its own tests' matter.
  const config = () => loadConfig({ CALLMILL_ENTITIES_MODEL: 'none' }, '/');
  const context: CliContext = { config, out, err, signal: new AbortController().signal };
  const program = new Command('callmill').exitOverride();
  registerPii(program, context);
  registerEval(program, context);
  const error = await program.parseAsync(['node', 'callmill', ...args]).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return { out: text, error };
}

const INPUT = [
  JSON.stringify({ id: 'a', text: 'it is 4111 1111 1111 1111\u2028ok' }),
  '{"id": "b", "text": ',
  '',
  JSON.stringify({ id: 3, turns: [{ speaker: 'x', text: 'hi' }] }),
].join('\n');

describe('callmill pii', () => {
  it('detect answers every line in its place, and a bad one with its error', async () => {
    const { out, error } = await run('pii', 'detect', '--input', file('in.jsonl', INPUT));
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { id: 'a', entities: [{ start: 6, end: 25, type: 'CARD_NUMBER', score: 0.98, rule: 'card' }] },
      { line: 2, error: { code: 'document_invalid', message: 'The line is not JSON' } },
      { id: 3, entities: [] },
    ]);
    expect(error).toMatchObject({ code: 'document_invalid', message: '1 of 3 lines failed' });
  });

  it('redact writes the text to a file, by a policy', async () => {
    const output = join(folder, 'out.jsonl');
    const policy = file('policy.json', '{"operator": {"mask": 4}}');
    const input = file('one.jsonl', JSON.stringify({ id: 1, text: 'it is 4111 1111 1111 1111, ok' }));
    expect(await run('pii', 'redact', '--input', input, '--output', output, '--policy', policy)).toEqual({
      out: '',
      error: null,
    });
    expect(JSON.parse(readFileSync(output, 'utf8'))).toEqual({
      id: 1,
      text: 'it is [CARD_NUMBER:*1111], ok',
    });
  });

  it.each([
    ['an unknown type', '{"types": {"SHOE_SIZE": true}}'],
    ['a word for a policy', 'everything'],
    ['nothing', ''],
  ])('redacts nothing by a policy with %s', async (_name, text) => {
    const { out, error } = await run(
      'pii',
      'redact',
      '--input',
      file('two.jsonl', INPUT),
      '--policy',
      file('bad.json', text),
    );
    expect(out).toBe('');
    expect(error).toMatchObject({ code: 'policy_invalid' });
  });

  it('says so when the input is not there', async () => {
    expect(await run('pii', 'detect', '--input', join(folder, 'none'))).toMatchObject({
      error: { code: 'usage' },
    });
  });
});

describe('callmill eval pii', () => {
  it('counts what was covered whole, what was named right and what was hidden for nothing', async () => {
    const corpus = file(
      'gold.jsonl',
      [
        { id: 1, text: 'it is 4111 1111 1111 1111', entities: [{ start: 6, end: 25, label: 'CREDIT_CARD' }] },
        { id: 2, text: 'my friend quux paid', entities: [{ start: 10, end: 14, label: 'PERSON' }] },
        { id: 3, text: 'we sold 99887766 of them', entities: [] },
        { id: 4, text: 'g 2 6 5 w b', asked: 'POSTCODE', truth: 'G26 5WB', entities: [] },
        { id: 5, text: 'is it g 2', asked: 'DATE_OF_BIRTH', truth: '1990-01-02', entities: [] },
      ]
        .map((line) => JSON.stringify(line))
        .join('\n'),
    );
    const { out, error } = await run('eval', 'pii', '--corpus', corpus, '--json');
    expect(error).toBe(null);
    const [summary] = JSON.parse(out);
    expect(summary).toMatchObject({
      corpus: 'gold.jsonl',
      documents: 5,
      all: { gold: 2, recall: { value: 0.5 } },
      labels: [
        { label: 'CREDIT_CARD', recall: { value: 1 }, typedRecall: { value: 1 }, precision: { value: 1 } },
        { label: 'PERSON', recall: { value: 0 } },
      ],
    });
    expect(summary.falseAlarms).toMatchObject({ DIGITS: 1 });
    expect(summary.leaks).toMatchObject([
      { slot: 'postcode', answers: 1, leaked: { value: 0 } },
      { slot: 'dob', answers: 1 },
    ]);
    expect(summary.worst.map(({ id }: { id: number }) => id)).toContain(2);
    expect(out).not.toContain('quux');
  });

  it('measures every file of a folder, and says so when there is nothing to measure', async () => {
    const { out } = await run('eval', 'pii', '--corpus', folder);
    expect(out).toContain('gold.jsonl: 5 texts');
    expect(await run('eval', 'pii', '--corpus', file('x.jsonl', '{}'))).toMatchObject({
      error: { code: 'not_found' },
    });
  });
});
