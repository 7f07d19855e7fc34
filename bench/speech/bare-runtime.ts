import { readFileSync } from 'node:fs';
import sherpa from 'sherpa-onnx-node';
import { SAMPLE_RATE } from '../../src/audio/pcm-file.ts';
import { monotonicMs } from '../../src/clock/clock.ts';

/** Told once: where the model's files and the windows are. */
export interface BareWork {
  readonly files: {
    readonly encoder: string;
    readonly decoder: string;
    readonly joiner: string;
    readonly tokens: string;
  };
  /** Files of float32 samples at 16 kHz, by channel. */
  readonly windows: readonly (readonly string[])[];
  readonly leadSeconds: number;
  readonly tailSeconds: number;
}

/** What decoding the windows of one channel took. */
export interface BareDecoding {
  readonly wallMs: number;
  readonly words: number;
}

// The runtime as its own examples use it, in a process of its own: no messages, no pauses, one window after the other.

let decode: ((channel: number) => BareDecoding) | null = null;

process.on('message', (message: BareWork | number) => {
  if (typeof message !== 'number') decode = prepare(message);
  process.send?.(typeof message === 'number' ? decode?.(message) : 'ready');
});

function prepare({ files, windows, leadSeconds, tailSeconds }: BareWork): (channel: number) => BareDecoding {
  const recognizer = new sherpa.OnlineRecognizer({
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: {
      transducer: { encoder: files.encoder, decoder: files.decoder, joiner: files.joiner },
      tokens: files.tokens,
      numThreads: 1,
      provider: 'cpu',
      debug: 0,
    },
    decodingMethod: 'modified_beam_search',
    maxActivePaths: 4,
    enableEndpoint: 0,
  });
  const sounds = windows.map((paths) =>
    paths.map((path) => {
      const bytes = readFileSync(path);
      return new Float32Array(
        bytes.buffer,
        bytes.byteOffset,
        bytes.byteLength / Float32Array.BYTES_PER_ELEMENT,
      );
    }),
  );
  const silence = (seconds: number) => new Float32Array(Math.round(seconds * SAMPLE_RATE));
  return (channel) => {
    const startedMs = monotonicMs();
    let words = 0;
    for (const sound of sounds[channel] ?? []) {
      const stream = recognizer.createStream();
      for (const samples of [silence(leadSeconds), sound, silence(tailSeconds)]) {
        stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
      }
      stream.inputFinished();
      while (recognizer.isReady(stream)) recognizer.decode(stream);
      words += recognizer.getResult(stream).text.split(' ').filter(Boolean).length;
    }
    return { wallMs: monotonicMs() - startedMs, words };
  };
}
