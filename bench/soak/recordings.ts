import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/database/connect.ts';

/** Rows per INSERT. */
const BATCH = 500;

/**
 * Short calls of different make: formats, lengths, mono with two voices, one party per channel. Tones, which is what the
 * generated models take for speech.
 */
const RECORDINGS: readonly { readonly name: string; readonly arguments: readonly string[] }[] = [
  {
    name: 'mono.wav',
    arguments: ['-f', 'lavfi', '-i', 'sine=f=300:r=8000:d=1.2', '-af', 'apad=pad_dur=0.3'],
  },
  {
    name: 'voices.flac',
    arguments: [
      ...['-f', 'lavfi', '-i', 'sine=f=200:r=16000:d=1', '-f', 'lavfi', '-i', 'sine=f=2000:r=16000:d=1'],
      ...['-filter_complex', '[0]apad=pad_dur=0.5[a];[a][1]concat=n=2:v=0:a=1'],
    ],
  },
  {
    name: 'channels.wav',
    arguments: [
      ...['-f', 'lavfi', '-i', 'sine=f=300:r=8000:d=1.5', '-f', 'lavfi', '-i', 'sine=f=500:r=8000:d=1.5'],
      ...['-filter_complex', '[0][1]join=inputs=2:channel_layout=stereo', '-c:a', 'pcm_mulaw'],
    ],
  },
];

/** Writes the recordings into a bucket folder. */
export function makeRecordings(bucket: string): void {
  mkdirSync(bucket, { recursive: true });
  for (const { name, arguments: how } of RECORDINGS) {
    execFileSync('ffmpeg', ['-v', 'error', '-y', '-nostdin', ...how, join(bucket, name)]);
  }
}

/** Submits so many calls, as an application would. */
export async function submitCalls(database: Database, calls: number): Promise<void> {
  const rows = Array.from({ length: calls }, (_, index) => ({
    apex_id: `soak-${index}`,
    storage_key: RECORDINGS[index % RECORDINGS.length]?.name ?? '',
  }));
  for (let at = 0; at < rows.length; at += BATCH) {
    await database.kysely
      .insertInto('ai_call_recordings')
      .values(rows.slice(at, at + BATCH))
      .execute();
  }
}
