import { join } from 'node:path';
import { CallmillError } from '../errors/error.ts';
import type { Download } from '../storage/store.ts';
import type { Call } from './call.ts';
import type { Checkpoint, Checkpoints, Twin } from './checkpoints.ts';
import { checkpointRecipe, type Recipe, transcriptKey } from './recipe.ts';
import type { AudioFacts, HeardCall } from './result.ts';
import { redactedKey } from './stages/redact.ts';
import type { PipelineTools } from './tools.ts';

/** Finished work that may stand in for hearing a call again, and the keeping of what this attempt finishes. */
export class Recall {
  readonly #call: Call;
  readonly #tools: PipelineTools;
  readonly #checkpoints: Checkpoints;
  readonly #recipe: Recipe;
  readonly #anew: boolean;
  readonly #own: Recipe;
  #checkpoint: Checkpoint | null = null;

  constructor(call: Call, tools: PipelineTools, checkpoints: Checkpoints, recipe: Recipe, anew: boolean) {
    this.#call = call;
    this.#tools = tools;
    this.#checkpoints = checkpoints;
    this.#recipe = recipe;
    this.#anew = anew;
    this.#own = checkpointRecipe(recipe, call, anew);
  }

  /** The kept work of an earlier attempt, when the store says that the object is still the same: nothing is fetched. */
  async unchanged(signal: AbortSignal): Promise<HeardCall | null> {
    const kept = await this.#checkpoints.load();
    if (kept === null || !sameRecipe(kept.recipe, this.#own)) return null;
    this.#checkpoint = kept;
    const { source, expectedSha256 } = this.#call;
    const { audio } = kept.heard;
    if (source.kind !== 'object' || kept.etag === null) return null;
    if (expectedSha256 !== null && expectedSha256.toLowerCase() !== audio.sha256) return null;
    const head = await this.#tools.store(source.bucket).head(source.key, signal);
    return head.etag === kept.etag && head.sizeBytes === audio.sizeBytes ? kept.heard : null;
  }

  /** The kept work of an earlier attempt, when the bytes are the same. */
  sameBytes(download: Download): HeardCall | null {
    return this.#checkpoint?.heard.audio.sha256 === download.sha256 ? this.#checkpoint.heard : null;
  }

  /**
   * The transcript of an earlier recording with the same bytes. Its cleaned audio is copied beside this recording's
   * own: a key shared by two rows would be deleted with the first of them.
   *
   * @returns null when there is none, or its cleaned audio is gone
   */
  async fromTwin(download: Download, scratch: string, signal: AbortSignal): Promise<HeardCall | null> {
    if (this.#anew || !this.#tools.settings.reuseTranscripts) return null;
    const twin = await this.#checkpoints.findTwin(transcriptKey(download.sha256, this.#recipe));
    if (twin === null) return null;
    const key = await this.#copyCleanedAudio(twin, scratch, signal);
    if (key === undefined) return null;
    const audio: AudioFacts = {
      ...twin.heard.audio,
      sizeBytes: download.sizeBytes,
      sha256: download.sha256,
      mimeType: download.contentType,
    };
    return { ...twin.heard, audio, redactedKey: key, reusedFrom: twin.recordingId };
  }

  /** Keeps what was heard. Words that nobody redacted are never kept. @throws CallmillError lease_lost */
  async keep(heard: HeardCall, etag: string | null): Promise<void> {
    if (heard.redactionHash === null) return;
    await this.#checkpoints.save({ recipe: this.#own, etag, heard });
  }

  /** @returns undefined when the twin's audio is not there to be copied */
  async #copyCleanedAudio(
    twin: Twin,
    scratch: string,
    signal: AbortSignal,
  ): Promise<string | null | undefined> {
    const { source } = this.#call;
    const { settings } = this.#tools;
    if (source.kind !== 'object' || settings.redactedAudio === 'off' || settings.redaction === null)
      return null;
    const from = twin.heard.redactedKey;
    if (from === null) return undefined;
    const to = redactedKey(source.key);
    const shared = twin.bucket === source.bucket && from === to;
    try {
      const store = this.#tools.store(twin.bucket);
      if (shared) {
        await store.head(from, signal);
        return to;
      }
      const options = { maxBytes: settings.maxBytes, signal };
      const copy = await store.download(from, join(scratch, 'redacted.flac'), options);
      await this.#tools.store(source.bucket).upload(copy.path, to, copy.contentType ?? 'audio/flac', signal);
      return to;
    } catch (thrown) {
      if (thrown instanceof CallmillError && GONE.has(thrown.code)) return undefined;
      throw thrown;
    }
  }
}

/** The twin's cleaned audio was removed, or may not be read from here. */
const GONE: ReadonlySet<string> = new Set([
  'object_missing',
  'object_empty',
  'access_denied',
  'object_too_large',
]);

function sameRecipe(a: Recipe, b: Recipe): boolean {
  return a.modelSha256 === b.modelSha256 && a.settingsHash === b.settingsHash;
}
