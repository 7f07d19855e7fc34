import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeWith, tones } from '../audio/fixtures/recordings.ts';
import { runAlone } from '../cli/commands.ts';
import { corpusFile } from '../inference/fixtures/audio.ts';
import { REAL_MODELS } from '../inference/fixtures/models.ts';

const directory = mkdtempSync(join(tmpdir(), 'callmill-eval-'));
afterAll(() => rmSync(directory, { recursive: true }));
const at = (name: string) => join(directory, name);

const GENERATED = {
  CALLMILL_CACHE_DIR: at('cache'),
  CALLMILL_ALLOW_GENERATED_MODELS: 'true',
  CALLMILL_THREADS: '1',
};
const DIARIZER = 'CALLMILL_SEGMENTATION_MODEL=generated-segmentation';
const VOICES = 'CALLMILL_EMBEDDING_MODEL=generated-embedding';

function manifest(name: string, lines: readonly object[]): string {
  writeFileSync(at(name), lines.map((line) => JSON.stringify(line)).join('\n'));
  return at(name);
}

describe('callmill eval on generated models', () => {
  makeWith(...tones(1, 3, 16_000), at('tone.wav'));
  makeWith(...tones(2, 2, 8000), at('two.wav'));
  writeFileSync(at('broken.wav'), 'no audio at all');
  const path = manifest('made.jsonl', [
    { file: 'tone.wav', corpus: 'tones', text: 'hello', rttm: 'SPEAKER t 1 0.0 3.0 <NA> <NA> A <NA> <NA>' },
    { file: 'two.wav', corpus: 'tones', channelText: ['yes', 'no'] },
    { file: 'broken.wav', corpus: 'others', text: 'nothing' },
    { file: 'unlabelled.wav', corpus: 'others' },
    { text: 'a line without a file' },
  ]);

  it('speech: every figure, what failed and why, and that it means nothing', async () => {
    const args = ['eval', 'speech', '--manifest', path, '--output', at('a.json')];
    const { out, err, error } = await runAlone(args, { env: GENERATED });
    expect(error).toBeNull();
    expect(out).toMatch(/^words +recordings/m);
    expect(out).toMatch(/^tone.wav|^two.wav/m);
    expect(err).toContain('A generated model answered');
    expect(err).toContain('Left out, line 5: file:');
    expect(err).toContain('No result for broken.wav: not_audio');
    const kept = JSON.parse(readFileSync(at('a.json'), 'utf8'));
    expect(kept).toMatchObject({ kind: 'speech', generated: true, failed: [{ file: 'broken.wav' }] });
    expect(kept.scores.map((score: { file: string }) => score.file)).toEqual(['tone.wav', 'two.wav']);
    expect(kept.scores[1].errors.words).toBe(2);
    expect(kept.peakMemoryMb.speech).toBeGreaterThan(10);
    expect(JSON.stringify(kept)).not.toContain('hello');
  });

  it('speakers: turns by the diarizer, channels where there are two', async () => {
    const args = ['eval', 'speakers', '--manifest', path, '--set', DIARIZER, '--set', VOICES, '--json'];
    const { out, error } = await runAlone(args, { env: GENERATED });
    expect(error).toBeNull();
    const run = JSON.parse(out);
    expect(run.settings).toEqual([DIARIZER, VOICES]);
    const [tone, two] = run.scores;
    expect(tone.diarization.exact.totalMs).toBe(3000);
    expect(two).toMatchObject({ diarization: null, speakers: 2 });
    expect(run.summary[0].figures.diarizationErrorRate.value).toBeLessThanOrEqual(1);
  });

  it('compare: two results side by side, the recommendation left open', async () => {
    const settings = 'CALLMILL_LANGUAGE=en,CALLMILL_THREADS=1';
    const args = ['eval', 'compare', at('a.json'), settings, '--manifest', path, '--report', at('report.md')];
    const { out, error } = await runAlone(args, { env: GENERATED });
    expect(error).toBeNull();
    expect(out).toContain('| word errors, % |');
    expect(out).toContain('Over the 2 recordings that both heard');
    expect(readFileSync(at('report.md'), 'utf8')).toBe(out);
    expect(out.trimEnd().endsWith('*To be written by the person who read this:*')).toBe(true);
  });

  it.each([
    ['a manifest that is not there', ['eval', 'speech', '--manifest', at('none.jsonl')]],
    ['a corpus without recordings', ['eval', 'speech', '--manifest', path, '--corpus', 'none']],
    ['an unknown setting', ['eval', 'speech', '--manifest', path, '--set', 'CALLMILL_MOOD=good']],
    ['a secret', ['eval', 'speech', '--manifest', path, '--set', 'AI_DB_PASSWORD=x']],
    ['a setting that does not fit', ['eval', 'speech', '--manifest', path, '--set', 'CALLMILL_THREADS=many']],
    ['something else to compare', ['eval', 'compare', path, path]],
    ['settings without recordings', ['eval', 'compare', 'CALLMILL_LANGUAGE=en', 'CALLMILL_LANGUAGE=de']],
  ])('refuses %s as wrong usage', async (_, args) => {
    const { error } = await runAlone(args, { env: GENERATED });
    expect(error).toMatchObject({ code: 'usage' });
  });
});

const labelled = corpusFile('manifest.jsonl');

describe('callmill eval on real weights', () => {
  const env = { ...GENERATED, CALLMILL_MODELS_DIR: REAL_MODELS ?? '' };

  it.skipIf(labelled === undefined)(
    'finds the words of read speech and the two of a dialogue (skipped without recordings beside the weights)',
    async () => {
      const only = ['--corpus', 'pocketsphinx', '--corpus', 'whisper.cpp', '--json'];
      const speech = await runAlone(['eval', 'speech', '--manifest', labelled ?? '', ...only], { env });
      expect(speech.error).toBeNull();
      const { figures } = JSON.parse(speech.out).summary[0];
      expect(figures.wordErrorRate.value).toBeLessThan(0.12);
      expect(figures.startErrorMs.value).toBeLessThan(100);
      const dialogues = ['--corpus', 'synthetic-dialogues', '--limit', '1', '--json'];
      const speakers = await runAlone(['eval', 'speakers', '--manifest', labelled ?? '', ...dialogues], {
        env,
      });
      expect(JSON.parse(speakers.out).summary[0].figures.speakerCountError.value).toBe(0);
    },
  );
});
