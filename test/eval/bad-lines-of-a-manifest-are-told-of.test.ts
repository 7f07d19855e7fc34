import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readEvalManifest } from '../../src/eval/manifest.ts';

const directory = mkdtempSync(join(tmpdir(), 'callmill-eval-'));
afterAll(() => rmSync(directory, { recursive: true }));

function read(...lines: readonly (string | object)[]) {
  const path = join(directory, 'manifest.jsonl');
  writeFileSync(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  );
  return readEvalManifest(path);
}

describe('a manifest of labelled recordings', () => {
  it('gives text, words, turns and regions; what it does not know it passes over', async () => {
    const { recordings, problems } = await read({
      file: 'calls/a.wav',
      text: 'to be',
      words: [
        { word: '<sil>', start: 0, end: 0.2 },
        { word: 'to(3)', start: 0.2, end: 0.5 },
        { word: 'be', start: 0.5, end: 0.9 },
      ],
      rttm: ';; a comment\nSPKR-INFO a 1 <NA> <NA> <NA> unknown A <NA>\nSPEAKER a 1 0.200 0.700 <NA> <NA> A <NA> <NA>',
      uem: 'a NA 0.000 30.000',
      licence: 'CC0',
    });
    expect(problems).toEqual([]);
    expect(recordings).toEqual([
      {
        file: 'calls/a.wav',
        path: join(directory, 'calls/a.wav'),
        corpus: 'calls',
        texts: ['to be'],
        words: [
          { text: 'to', startMs: 200, endMs: 500 },
          { text: 'be', startMs: 500, endMs: 900 },
        ],
        turns: [{ startMs: 200, endMs: 900, speaker: 'A' }],
        spoken: null,
        regions: [{ startMs: 0, endMs: 30_000 }],
        speakers: null,
      },
    ]);
  });

  it('takes a text per channel, turns with text, segments, and a corpus by name', async () => {
    const { recordings } = await read(
      { file: 'a.wav', channelText: ['hello', 'goodbye'] },
      { file: '/x/b.wav', corpus: 'mine', turns: [['Ann', 'hi']] },
      {
        file: 'c/d/e.wav',
        segments: [{ start_sec: 1, end_sec: 2, speaker_tag: 7 }],
        speakers: 1,
        rttm: '',
        uem: null,
      },
    );
    expect(recordings[0]).toMatchObject({ texts: ['hello', 'goodbye'], corpus: 'all' });
    expect(recordings[1]).toMatchObject({
      path: '/x/b.wav',
      corpus: 'mine',
      spoken: [{ speaker: 'Ann', text: 'hi' }],
    });
    expect(recordings[2]).toMatchObject({
      corpus: 'c',
      turns: [{ startMs: 1000, endMs: 2000, speaker: '7' }],
      regions: null,
      speakers: 1,
    });
  });

  it('tells of a bad line by its number, without what was said, and goes on', async () => {
    const { recordings, problems } = await read(
      { file: 'a.wav', text: 'fine' },
      '',
      '{"file": "b.wav", "text": "a secret',
      { text: 'a secret' },
      { file: 'c.wav', text: 5 },
      { file: 'd.wav', rttm: 'SPEAKER d 1 soon 0.5 <NA> <NA> A <NA> <NA>' },
      { file: 'e.wav', words: [{ word: 'a', start: -1, end: 2 }] },
      { file: 'f.wav', text: 'fine too' },
    );
    expect(recordings.map(({ file }) => file)).toEqual(['a.wav', 'f.wav']);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([3, 4, 5, 6, 7].map((n) => `line ${n}`));
    expect(problems.join()).not.toContain('secret');
    expect(problems[0]).toBe('line 3: is not JSON');
    expect(problems[3]).toBe('line 6: soon is no time in seconds');
  });
});
