import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LanguageModel } from '../../src/analysis/language-model.ts';
import type { ModelInfo } from '../../src/models/model.ts';
import { DEFAULT_POLICY, type PiiPolicy } from '../../src/pii/policy.ts';
import type { Call } from '../../src/pipeline/call.ts';
import { StageClock } from '../../src/pipeline/stage-clock.ts';
import type { Engines, PipelineTools } from '../../src/pipeline/tools.ts';
import type { SpeechRecognizer, VoiceActivityDetector } from '../../src/speech/recognizer.ts';
import { LocalStore } from '../../src/storage/local-store.ts';
import type { Download, DownloadOptions } from '../../src/storage/store.ts';
import { tone } from '../path/stage.ts';

const SPEECH: ModelInfo = {
  id: 'scripted',
  family: 'whisper',
  sha256: 'b'.repeat(64),
  provider: 'cpu',
  generated: false,
};

const SPEECH_MS = 4900;

/** Hears the same sentence in whatever it is given, and counts how often it was asked. */
class ScriptedSpeech implements SpeechRecognizer, VoiceActivityDetector {
  readonly maxWindowSeconds = 25;
  asked = 0;
  readonly #sentence: string;

  constructor(sentence: string) {
    this.#sentence = sentence;
  }

  async info(): Promise<ModelInfo> {
    return SPEECH;
  }

  async detect() {
    return [{ startMs: 0, endMs: SPEECH_MS }];
  }

  async transcribe() {
    this.asked += 1;
    const texts = this.#sentence.split(' ');
    // Over all the speech that was found: what is left out would be decoded again.
    const eachMs = SPEECH_MS / texts.length;
    const words = texts.map((text, place) => ({
      text,
      startMs: place * eachMs,
      endMs: (place + 0.9) * eachMs,
      confidence: 0.9,
    }));
    return { words, language: 'en' };
  }
}

class CountingStore extends LocalStore {
  downloads = 0;

  override async download(key: string, path: string, options: DownloadOptions): Promise<Download> {
    this.downloads += 1;
    return await super.download(key, path, options);
  }
}

/** One recording in a directory and everything its stages need, with a speech engine that knows its line. */
export class ScriptedCall {
  readonly directory = mkdtempSync(join(tmpdir(), 'callmill-scripted-'));
  readonly scratch = join(this.directory, 'scratch');
  readonly store = new CountingStore(this.directory);
  readonly speech: ScriptedSpeech;
  readonly call: Call;

  constructor(sentence: string) {
    this.speech = new ScriptedSpeech(sentence);
    mkdirSync(this.scratch);
    tone(join(this.directory, 'call.wav'), 5);
    this.call = {
      source: { kind: 'object', bucket: null, key: 'call.wav' },
      expectedBytes: null,
      expectedSha256: null,
      direction: null,
      channelRoles: null,
      agentName: null,
      customerName: null,
      expectedSpeakers: null,
    };
  }

  tools(
    languageModel: LanguageModel | null = null,
    redaction: PiiPolicy | null = DEFAULT_POLICY,
  ): PipelineTools {
    const { speech } = this;
    const engines: Engines = {
      recognizer: speech,
      detector: speech,
      diarizer: null,
      languageModel,
      entityClassifier: null,
    };
    return {
      settings: {
        maxBytes: 1e9,
        minSeconds: 0.5,
        maxMinutes: 10,
        language: null,
        defaultChannelRoles: {},
        redaction,
        redactedAudio: 'mute',
        verifyRedactedAudio: false,
        analysisTimeoutMs: 60_000,
        privateSourceHosts: [],
        reuseTranscripts: true,
      },
      engines: async () => engines,
      transcriptModels: async () => ({
        speechSha256: SPEECH.sha256,
        speechPrint: SPEECH.sha256,
        helperPrints: [null, null, null],
        entitiesPrint: null,
      }),
      store: () => this.store,
    };
  }

  run(signal: AbortSignal = new AbortController().signal) {
    return { clock: new StageClock({}), scratch: this.scratch, signal };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
