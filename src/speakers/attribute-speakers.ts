import { type Segment, type SpeakerRole, segmentKey } from '../transcript/segment.ts';
import type { Utterance, Word } from '../transcript/word.ts';
import { attributeByChannel } from './attribute-by-channel.ts';
import { attributeByDiarization } from './attribute-by-diarization.ts';
import { type ChannelRoles, rolesOfChannels } from './channel-roles.ts';
import type { SpeakerTurn } from './diarizer.ts';
import { markOverlaps } from './mark-overlaps.ts';
import type { Direction } from './role-phrases.ts';
import { FIRST_WORDS, rolesByBeginning } from './roles.ts';
import { cutIntoRuns, endOf, type Run } from './segment-cutter.ts';
import { smoothSpeakers } from './smooth-speakers.ts';
import type { SpokenWord } from './spoken-word.ts';
import { splitAtTransfers } from './transfers.ts';

/** A voice that is an enrolled agent's. */
export interface KnownVoice {
  /** The diarizer's number on a mono recording, the channel otherwise. */
  readonly speaker: number;
  readonly agentName: string | null;
}

export interface AttributionInput {
  /** What each channel said; order does not matter. */
  readonly utterances: readonly Utterance[];
  /** Who spoke when by clustering, or null when every channel holds one party. */
  readonly turns: readonly SpeakerTurn[] | null;
  /** Number of channels of the recording. */
  readonly channels: number;
  readonly channelRoles: ChannelRoles | null;
  /** Channels on which a ringing tone was heard. */
  readonly ringing: readonly number[];
  readonly direction: Direction | null;
  readonly agentName: string | null;
  readonly customerName: string | null;
  /** How many speakers there are, or null when unknown; only read with `turns`. */
  readonly expectedSpeakers: number | null;
  /** Agents recognised by their voice prints. */
  readonly knownVoices: readonly KnownVoice[];
}

interface Speaker {
  readonly label: string;
  readonly role: SpeakerRole;
  readonly name: string | null;
}

/**
 * Words with times become segments with speakers: one speaker and one channel each, cut at pauses over 0.8 s and at
 * 30 words or 20 s, ordered by start. Every word is in exactly one segment. Pure; never throws.
 */
export function attributeSpeakers(input: AttributionInput): Segment[] {
  const { spoken, roles } = input.turns === null ? byChannel(input) : byVoice(input, input.turns);
  const runs = cutIntoRuns(markOverlaps(spoken, input.turns));
  const speakers = describeSpeakers(runs, roles, input);
  return runs.map((run, sequence) => toSegment(run, sequence, speakers.get(run.speaker)));
}

/** Words with speakers, and the role of each. */
interface Attributed {
  readonly spoken: readonly SpokenWord[];
  readonly roles: ReadonlyMap<number, SpeakerRole>;
}

/** One party a channel, unless a second agent takes over an agents' channel. */
function byChannel(input: AttributionInput): Attributed {
  const { utterances, channels, channelRoles, direction, ringing } = input;
  const spoken = attributeByChannel(utterances);
  const beginnings = [...Map.groupBy(spoken, (entry) => entry.channel)].map(([channel, own]) => ({
    channel,
    words: firstWords(own),
    rang: ringing.includes(channel),
    known: isKnown(channel, input),
  }));
  const roles = rolesOfChannels(beginnings, channels, channelRoles, direction);
  const agents = new Set([...roles].flatMap(([channel, role]) => (role === 'agent' ? [channel] : [])));
  const split = splitAtTransfers(spoken, agents, direction);
  return {
    spoken: split,
    roles: new Map(split.map(({ speaker, channel }) => [speaker, roles.get(channel) ?? 'unknown'])),
  };
}

/** Voices told apart on one channel; their roles come from their first words. */
function byVoice(input: AttributionInput, turns: readonly SpeakerTurn[]): Attributed {
  const { utterances, expectedSpeakers, direction } = input;
  const spoken = smoothSpeakers(attributeByDiarization(utterances, turns, expectedSpeakers));
  const bySpeaker = [...Map.groupBy(spoken, (entry) => entry.speaker)];
  const heard = rolesByBeginning(
    bySpeaker.map(([speaker, own]) => ({ words: firstWords(own), known: isKnown(speaker, input) })),
    direction,
  );
  return {
    spoken,
    roles: new Map(bySpeaker.map(([speaker], index) => [speaker, heard[index] ?? 'unknown'])),
  };
}

function isKnown(speaker: number, { knownVoices }: AttributionInput): boolean {
  return knownVoices.some((voice) => voice.speaker === speaker);
}

function toSegment(run: Run, sequence: number, speaker: Speaker | undefined): Segment {
  return {
    sequence,
    key: segmentKey(sequence),
    startMs: run.words[0]?.startMs ?? 0,
    endMs: endOf(run.words),
    channel: run.channel,
    speakerLabel: speaker?.label ?? 'S1',
    speakerRole: speaker?.role ?? 'unknown',
    speakerName: speaker?.name ?? null,
    words: run.words,
    confidence: meanConfidence(run.words),
  };
}

/** Label, role and name of every speaker, in order of first words. */
function describeSpeakers(
  runs: readonly Run[],
  roles: ReadonlyMap<number, SpeakerRole>,
  input: AttributionInput,
): Map<number, Speaker> {
  const ids = [...new Set(runs.map((run) => run.speaker))];
  const all = ids.map((id) => roles.get(id) ?? 'unknown');
  return new Map(
    ids.map((id, index) => {
      const role = all[index] ?? 'unknown';
      const known = input.knownVoices.find((voice) => voice.speaker === id);
      return [id, { label: `S${index + 1}`, role, name: known?.agentName ?? nameFor(role, all, input) }];
    }),
  );
}

/** The row names one agent and one customer: with two of a kind, nobody can say whose name it is. */
function nameFor(role: SpeakerRole, roles: readonly SpeakerRole[], input: AttributionInput): string | null {
  if (roles.filter((other) => other === role).length !== 1) return null;
  if (role === 'agent') return input.agentName;
  return role === 'customer' ? input.customerName : null;
}

function firstWords(spoken: readonly SpokenWord[]): string[] {
  return spoken.slice(0, FIRST_WORDS).map((entry) => entry.word.text);
}

/** Mean of the known confidences, null when none is known. */
function meanConfidence(words: readonly Word[]): number | null {
  const known = words.flatMap((word) => (word.confidence === null ? [] : [word.confidence]));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
