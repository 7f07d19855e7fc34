import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../src/pii/policy.ts';
import { checkpointRecipe, recipeOf, transcriptKey } from '../../src/pipeline/recipe.ts';
import type { PipelineSettings, TranscriptModels } from '../../src/pipeline/tools.ts';
import { ScriptedCall } from './scripted-call.ts';

const scripted = new ScriptedCall('hello');
const { call } = scripted;
const { settings } = scripted.tools();
scripted.remove();
const MODELS: TranscriptModels = {
  speechSha256: 'b'.repeat(64),
  speechPrint: '1'.repeat(64),
  helperPrints: ['c'.repeat(64), null, null],
  entitiesPrint: 'd'.repeat(64),
};
const AUDIO = 'a'.repeat(64);

function key(
  changes: {
    call?: Partial<typeof call>;
    models?: Partial<TranscriptModels>;
    settings?: Partial<PipelineSettings>;
  },
  audio = AUDIO,
): string {
  const recipe = recipeOf(
    { ...call, ...changes.call },
    { ...MODELS, ...changes.models },
    { ...settings, ...changes.settings },
  );
  return transcriptKey(audio, recipe);
}

describe('the key under which a transcript is found again', () => {
  it('is the same for the same audio, models, settings and speakers, wherever the audio lies', () => {
    const elsewhere = { source: { kind: 'object', bucket: 'other', key: 'b.wav' } } as const;
    expect(key({ call: elsewhere })).toBe(key({}));
    expect(key({ settings: { analysisTimeoutMs: 1, maxBytes: 1, maxMinutes: 1 } })).toBe(key({}));
    const roles = { call: { channelRoles: { 0: 'agent', 1: 'customer' } } } as const;
    const swapped = { call: { channelRoles: { 1: 'customer', 0: 'agent' } } } as const;
    expect(key(swapped)).toBe(key(roles));
  });

  it.each([
    ['the speech model', key({ models: { speechSha256: 'd'.repeat(64) } })],
    ["the speech model's settings", key({ models: { speechPrint: '2'.repeat(64) } })],
    ['the voice detector', key({ models: { helperPrints: ['d'.repeat(64), null, null] } })],
    ['diarization', key({ models: { helperPrints: ['c'.repeat(64), 'd'.repeat(64), 'e'.repeat(64)] } })],
    ['the classifier of names', key({ models: { entitiesPrint: 'e'.repeat(64) } })],
    ['the language', key({ settings: { language: 'de' } })],
    ['the redaction policy', key({ settings: { redaction: parsePolicy({ minimumDigits: 5 }) } })],
    ['redaction switched off', key({ settings: { redaction: null } })],
    ['how the cleaned audio sounds', key({ settings: { redactedAudio: 'beep' } })],
    ['default roles of channels', key({ settings: { defaultChannelRoles: { 0: 'agent' } } })],
    ['roles of channels', key({ call: { channelRoles: { 0: 'agent' } } })],
    ['the direction', key({ call: { direction: 'inbound' } })],
    ["the agent's name", key({ call: { agentName: 'Susan' } })],
    ["the customer's name", key({ call: { customerName: 'Martin' } })],
    ['the number of speakers', key({ call: { expectedSpeakers: 2 } })],
    [
      'a source that gets no cleaned audio',
      key({ call: { source: { kind: 'url', url: 'https://a.example' } } }),
    ],
    ['the audio', key({}, 'f'.repeat(64))],
  ])('changes with %s', (_, changed) => {
    expect(changed).not.toBe(key({}));
  });

  it('a checkpoint also belongs to its object and to the wish to hear anew', () => {
    const recipe = recipeOf(call, MODELS, settings);
    const own = checkpointRecipe(recipe, call, false);
    const moved = { ...call, source: { kind: 'object', bucket: null, key: 'other.wav' } } as const;
    expect(checkpointRecipe(recipe, moved, false)).not.toEqual(own);
    expect(checkpointRecipe(recipe, call, true)).not.toEqual(own);
    expect(checkpointRecipe(recipe, call, false)).toEqual(own);
  });
});
