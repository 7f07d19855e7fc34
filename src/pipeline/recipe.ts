import { createHash } from 'node:crypto';
import { policyHash } from '../pii/policy-hash.ts';
import type { SpeechSettings } from '../speech/settings.ts';
import type { SpeakerRole } from '../transcript/segment.ts';
import type { Call } from './call.ts';
import { speechOf } from './speech-of.ts';
import type { PipelineSettings, TranscriptModels } from './tools.ts';

/** Raise it whenever the way from samples to words or speakers changes: earlier transcripts are then not used again. */
const SPEECH_VERSION = 4;

/**
 * Everything besides the audio that decides a redacted transcript. The facts a row gives of its speakers belong to it:
 * they name and redact people, and redacted words cannot be redacted again by another name.
 */
export interface Recipe {
  readonly modelSha256: string;
  readonly settingsHash: string;
}

export function recipeOf(call: Call, models: TranscriptModels, settings: PipelineSettings): Recipe {
  const { redaction } = settings;
  return {
    modelSha256: models.speechSha256,
    settingsHash: hashOf({
      speech: speechSettingsHash(models, speechOf(call, settings)),
      channelRoles: sortedRoles(call.channelRoles),
      defaultChannelRoles: sortedRoles(settings.defaultChannelRoles),
      direction: call.direction,
      agentName: call.agentName,
      customerName: call.customerName,
      expectedSpeakers: call.expectedSpeakers,
      redaction: redaction === null ? null : [policyHash(redaction), models.entitiesPrint],
      redactedAudio: call.source.kind === 'object' ? settings.redactedAudio : 'off',
    }),
  };
}

/** Hash of everything that decides how speech becomes words, the speech model's files aside. */
export function speechSettingsHash(models: TranscriptModels, speech: SpeechSettings): string {
  return hashOf({
    version: SPEECH_VERSION,
    speech,
    model: models.speechPrint,
    helpers: models.helperPrints,
  });
}

/** Names the transcript that this recipe makes of this audio. */
export function transcriptKey(audioSha256: string, recipe: Recipe): string {
  return hashOf([audioSha256, recipe.modelSha256, recipe.settingsHash]);
}

/**
 * The recipe of a checkpoint: it also names the object, because the cleaned audio lies beside it, and whether the row
 * asked for a transcript made anew.
 */
export function checkpointRecipe(recipe: Recipe, call: Call, anew: boolean): Recipe {
  return { ...recipe, settingsHash: hashOf([recipe.settingsHash, call.source, anew]) };
}

function sortedRoles(roles: Readonly<Record<string, SpeakerRole>> | null): unknown {
  return roles === null ? null : Object.entries(roles).sort(([a], [b]) => (a < b ? -1 : 1));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
