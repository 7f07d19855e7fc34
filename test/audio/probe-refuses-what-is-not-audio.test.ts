import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { probeAudio } from '../../src/audio/probe.ts';
import { makeWith, tones } from './fixtures/recordings.ts';
import { tempDir } from './fixtures/temp-dir.ts';

const picture = ['-f', 'lavfi', '-i', 'testsrc=d=1:s=64x48:r=5'];

async function fileWith(name: string, content: string | Buffer): Promise<string> {
  const path = join(await tempDir(), name);
  await writeFile(path, content);
  return path;
}

describe('probing', () => {
  it.each([
    ['an empty file', 'a.wav', ''],
    ['a short text', 'a.wav', 'hello, this is a text'],
    ['a long text', 'a.txt', 'All work and no play makes a dull call. '.repeat(20_000)],
    ['a web page', 'a.mp3', '<!doctype html><html><body>404 Not Found</body></html>'],
    ['JSON', 'a.json', JSON.stringify({ error: 'AccessDenied' })],
    ['subtitles', 'a.srt', '1\n00:00:01,000 --> 00:00:02,000\nhello\n'],
    ['zeros', 'a.wav', Buffer.alloc(100_000)],
    ['a wav header and no more', 'a.wav', 'RIFF\x24\x00\x00\x00WAVE'],
  ])('%s is not_audio', async (_, name, content) => {
    await expect(probeAudio(await fileWith(name, content))).rejects.toMatchObject({
      code: 'not_audio',
      stage: 'decode',
      retry: 'permanent',
    });
  });

  it('an image is not_audio', async () => {
    const path = makeWith(...picture, '-frames:v', '1', join(await tempDir(), 'a.png'));
    await expect(probeAudio(path)).rejects.toMatchObject({ code: 'not_audio' });
  });

  it.each(['m3u8', 'ffconcat', 'sdp'])('a %s playlist is not_audio and is not followed', async (kind) => {
    const folder = await tempDir();
    const other = makeWith(...tones(1, 1, 8000), join(folder, 'other.wav'));
    const content = {
      m3u8: `#EXTM3U\n#EXTINF:1,\nfile://${other}\n#EXT-X-ENDLIST\n`,
      ffconcat: `ffconcat version 1.0\nfile '${other}'\n`,
      sdp: 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n',
    }[kind];
    await expect(probeAudio(await fileWith(`a.${kind}`, content ?? ''))).rejects.toMatchObject({
      code: 'not_audio',
    });
  });

  it.each(['a.mp4', 'a.webm'])('a video without sound (%s) has no_audio_track', async (name) => {
    const path = makeWith(...picture, join(await tempDir(), name));
    await expect(probeAudio(path)).rejects.toMatchObject({ code: 'no_audio_track' });
  });

  it('cover art is no video', async () => {
    const folder = await tempDir();
    const cover = makeWith(...picture, '-frames:v', '1', join(folder, 'cover.png'));
    const attach = ['-map', '0:a', '-map', '1:v', '-c:v', 'copy', '-disposition:v', 'attached_pic'];
    const path = makeWith(...tones(1, 1, 16000), '-i', cover, ...attach, join(folder, 'a.mp3'));
    expect((await probeAudio(path)).hasVideo).toBe(false);
  });

  it('an mp4 that ends before its index, and a wav shorter than its header, are audio_truncated', async () => {
    const folder = await tempDir();
    for (const name of ['a.m4a', 'a.wav']) {
      const path = makeWith(...tones(1, 6, 8000), join(folder, name));
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(0, bytes.length / 2));
      await expect(probeAudio(path)).rejects.toMatchObject({ code: 'audio_truncated' });
    }
  });

  it.each(['-i.wav', 'concat:a|b.wav', "quote ' and $(touch x).wav", 'neue\nzeile.wav', 'ünïcode 電話.wav'])(
    'takes a file called %j as that file',
    async (name) => {
      const folder = await tempDir();
      const plain = makeWith(...tones(2, 1, 8000), join(folder, 'plain.wav'));
      await copyFile(plain, join(folder, name));
      expect(await probeAudio(join(folder, name))).toMatchObject({ channels: 2, durationMs: 1000 });
    },
  );

  it('stops with the reason of the signal', async () => {
    const path = makeWith(...tones(1, 1, 8000), join(await tempDir(), 'a.wav'));
    const reason = new Error('drained');
    await expect(probeAudio(path, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
