import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIALOGUE, PARTIES } from './sample-call/dialogue.ts';
import { layOut, type Spoken } from './sample-call/timeline.ts';
import { SAMPLE_RATE, speak } from './sample-call/voice.ts';

/**
 * Makes examples/call from the dialogue: needs flite and ffmpeg (apt-get install flite ffmpeg). The same versions of
 * both give the same files, bit for bit. Usage: node scripts/make-sample-call.ts
 */
const OUTPUT = fileURLToPath(new URL('../examples/call', import.meta.url));
const INPUT_FORMAT = ['-f', 's16le', '-ar', String(SAMPLE_RATE), '-ac', '2', '-i', 'pipe:0'];
/** Neither date nor encoder version in the file, so that it changes only with the sound. */
const REPRODUCIBLE = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:a', '+bitexact'];

const folder = await mkdtemp(join(tmpdir(), 'callmill-sample-'));
const utterances: Spoken[] = [];
for (const turn of DIALOGUE) {
  utterances.push({ turn, samples: await speak(PARTIES[turn.role].voice, turn.text, folder) });
}
await rm(folder, { recursive: true, force: true });

const { script, stereo } = layOut(utterances);
await writeFile(join(OUTPUT, 'script.jsonl'), `${script.map((line) => JSON.stringify(line)).join('\n')}\n`);
encode('call.flac', []);
encode('call-mono.flac', ['-af', 'pan=mono|c0=c0+c1']);
console.log(`${script.length} turns, ${(stereo.length / 2 / SAMPLE_RATE).toFixed(1)} s, in ${OUTPUT}`);

function encode(name: string, filter: readonly string[]): void {
  const output = ['-c:a', 'flac', '-compression_level', '12', ...REPRODUCIBLE, '-y', join(OUTPUT, name)];
  execFileSync('ffmpeg', ['-v', 'error', ...INPUT_FORMAT, ...filter, ...output], {
    input: new Uint8Array(stereo.buffer),
    stdio: ['pipe', 'inherit', 'inherit'],
  });
}
