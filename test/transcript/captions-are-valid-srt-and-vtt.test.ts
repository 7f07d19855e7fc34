import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCues } from '../../src/transcript/captions.ts';
import type { Segment } from '../../src/transcript/segment.ts';
import { renderSrt } from '../../src/transcript/srt.ts';
import { renderVtt } from '../../src/transcript/vtt.ts';
import { call } from './call.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callmill-captions-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface ProbedCue {
  readonly startMs: number;
  readonly endMs: number;
}

/** What ffprobe reads from the file: its format and every cue's times. */
async function probe(name: string, content: string): Promise<{ format: string; cues: ProbedCue[] }> {
  const path = join(folder, name);
  await writeFile(path, content);
  const { stdout } = await run('ffprobe', [
    ...['-v', 'error', '-of', 'json', '-show_entries', 'format=format_name'],
    ...['-show_entries', 'packet=pts_time,duration_time', path],
  ]);
  const { format, packets } = JSON.parse(stdout) as {
    format: { format_name: string };
    packets: { pts_time: string; duration_time: string }[];
  };
  const ms = (seconds: string) => Math.round(Number(seconds) * 1000);
  return {
    format: format.format_name,
    cues: packets.map((p) => ({ startMs: ms(p.pts_time), endMs: ms(p.pts_time) + ms(p.duration_time) })),
  };
}

/** The text of every cue after ffmpeg has decoded the file and written it as `format`. */
async function decode(name: string, content: string, format: 'srt' | 'webvtt'): Promise<string[]> {
  const path = join(folder, name);
  await writeFile(path, content);
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', path, '-f', format, '-']);
  return stdout
    .replaceAll('\r\n', '\n')
    .trim()
    .split(/\n\n+/)
    .filter((block) => block.includes(' --> '))
    .map((block) => block.slice(block.indexOf('\n', block.indexOf(' --> ')) + 1));
}

const conversation: Segment[] = call(
  { text: 'Thank you for calling Acme. How can I help you today?', startMs: 500, role: 'agent', name: 'Ada' },
  { text: 'My card is [CARD_NUMBER] and it was declined', startMs: 4200, speaker: 2, role: 'customer' },
  { text: 'I see', startMs: 6000, role: 'agent', name: 'Ada' },
  { text: 'one hour later', startMs: 3_725_004, speaker: 2, role: 'customer' },
);

/** Text that would end a cue, open a tag or break the file if it were written as it is. */
const hostile: Segment[] = call(
  { text: 'a --> b <i>c & d</i> {\\an8}x &amp; y', startMs: 0, name: 'R&D <Ann> --> x' },
  { text: '2 00:00:01,000 --> 00:00:02,000 WEBVTT\n\nNOTE', startMs: 8000, name: 'x\n\ny', speaker: 2 },
);

describe.each([
  ['srt', renderSrt, 'text'],
  ['webvtt', renderVtt, 'none'],
] as const)('%s', (format, render, marked) => {
  it('is what ffprobe takes it for, with every cue at its time', async () => {
    for (const segments of [conversation, hostile]) {
      const probed = await probe(`probe.${format}`, render(segments));
      expect(probed.format).toBe(format);
      expect(probed.cues).toEqual(
        buildCues(segments, marked).map(({ startMs, endMs }) => ({ startMs, endMs })),
      );
    }
  });

  it('keeps its words through a decoder', async () => {
    const other = format === 'srt' ? 'webvtt' : 'srt';
    const texts = await decode(`decode.${format}`, render(conversation), other);
    const lines = buildCues(conversation, marked).map((cue) => cue.lines.join('\n'));
    expect(texts.map((text) => text.replace(/<\/?v[^>]*>/g, ''))).toEqual(lines);
  });
});

describe('hostile text', () => {
  it('is read back from WebVTT letter for letter', async () => {
    const texts = await decode('hostile.vtt', renderVtt(hostile), 'srt');
    const shown = texts.join(' ').replace(/\s+/g, ' ').replaceAll('{\\an8}x', 'x');
    expect(shown).toContain('a --> b <i>c & d</i>');
    expect(shown).toContain('00:00:01,000 --> 00:00:02,000 WEBVTT NOTE');
  });

  it('neither styles nor splits SubRip', () => {
    const srt = renderSrt(hostile);
    expect(srt.match(/-->/g)?.length).toBe(buildCues(hostile, 'text').length);
    expect(srt).not.toMatch(/[<{]/);
  });
});

describe('an exact file', () => {
  const segments = call(
    { text: 'good morning', startMs: 1500, role: 'agent', name: 'Ada' },
    { text: 'hi & bye', startMs: 3_600_000, speaker: 2 },
  );

  it('in SubRip', () => {
    expect(renderSrt(segments)).toBe(
      '1\n00:00:01,500 --> 00:00:02,500\nAda: good morning\n\n' +
        '2\n01:00:00,000 --> 01:00:01,000\nSpeaker 2: hi & bye\n',
    );
  });

  it('in WebVTT', () => {
    expect(renderVtt(segments)).toBe(
      'WEBVTT\n\n1\n00:00:01.500 --> 00:00:02.500\n<v Ada>good morning\n\n' +
        '2\n01:00:00.000 --> 01:00:01.000\n<v Speaker 2>hi &amp; bye\n',
    );
  });

  it('of a call without words', () => {
    expect(renderSrt([])).toBe('');
    expect(renderVtt([])).toBe('WEBVTT\n');
  });
});
