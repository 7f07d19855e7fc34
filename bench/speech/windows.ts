import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '../../src/audio/decode.ts';
import type { PcmFile, TimeSpan } from '../../src/audio/pcm-file.ts';
import { probeAudio } from '../../src/audio/probe.ts';
import type { SpeechRecognizer, VoiceActivityDetector } from '../../src/speech/recognizer.ts';
import { SPEECH_DEFAULTS } from '../../src/speech/settings.ts';
import { transcribeChannel } from '../../src/speech/transcribe.ts';

/** A channel and where somebody speaks in it: what decoding begins with. */
export interface Spoken {
  readonly channel: PcmFile;
  readonly speech: readonly TimeSpan[];
}

/** Decodes recordings into a folder each and finds their speech. */
export async function spokenOf(
  paths: readonly string[],
  directory: (index: number) => Promise<string>,
  detector: VoiceActivityDetector,
): Promise<Spoken[]> {
  const found: Spoken[] = [];
  for (const [index, path] of paths.entries()) {
    const probe = await probeAudio(path);
    const options = { directory: await directory(index), minSeconds: 0.1, maxMinutes: 60 };
    for (const channel of (await decodeAudio(path, probe, options)).channels) {
      found.push({ channel, speech: await detector.detect(channel) });
    }
  }
  return found;
}

/** What happens between speech that was found and words: windows, level, the engine, guards. @returns how many words */
export async function hear({ channel, speech }: Spoken, recognizer: SpeechRecognizer): Promise<number> {
  const heard = await transcribeChannel(channel, { recognizer, speech, settings: SPEECH_DEFAULTS });
  return heard.utterances.reduce((sum, utterance) => sum + utterance.words.length, 0);
}

/** Every window of a channel that callmill gives its engine, written to a file each. */
export async function windowsOf(
  spoken: Spoken,
  recognizer: SpeechRecognizer,
  directory: string,
): Promise<string[]> {
  const paths: string[] = [];
  await hear(spoken, {
    maxWindowSeconds: recognizer.maxWindowSeconds,
    info: (signal) => recognizer.info(signal),
    async transcribe(samples, options, signal) {
      const path = join(directory, `window-${paths.length}.f32`);
      paths.push(path);
      await writeFile(path, new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
      return await recognizer.transcribe(samples, options, signal);
    },
  });
  return paths;
}
