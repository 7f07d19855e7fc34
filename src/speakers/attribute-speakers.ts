import { type Segment, type SpeakerRole, segmentKey } from '../transcript/segment.ts';
import type { Utterance, Word } from '../transcript/word.ts';
import { attributeByChannel } from './attribute-by-channel.ts';
import { attributeByDiarization } from './attribute-by-diarization.ts';
import type { SpeakerTurn } from './diarizer.ts';
import type { Direction } from './role-phrases.ts';
import { type ChannelRoles, FIRST_WORDS, roleOfChannel, rolesByFirstWords } from './roles.ts';
import { cutIntoRuns, endOf, type Run } from './segment-cutter.ts';

export interface AttributionInput {
  /** What each channel said; order does not matter. */
  readonly utterances: readonly Utterance[];
  /** Who spoke when by clustering, or null when every channel holds one party. */
  readonly turns: readonly SpeakerTurn[] | null;
  /** Number of channels of the recording. */
  readonly channels: number;
  readonly channelRoles: ChannelRoles | null;
  readonly direction: Direction | null;
  readonly agentName: string | null;
  readonly customerName: string | null;
  /** How many speakers there are, or null when unknown; only read with `turns`. */
  readonly expectedSpeakers: number | null;
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
  const { utterances, turns, expectedSpeakers } = input;
  const spoken =
    turns === null
      ? attributeByChannel(utterances)
      : attributeByDiarization(utterances, turns, expectedSpeakers);
  const runs = cutIntoRuns(spoken);
  const speakers = describeSpeakers(runs, input);
  return runs.map((run, sequence) => toSegment(run, sequence, speakers.get(run.speaker)));
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
function describeSpeakers(runs: readonly Run[], input: AttributionInput): Map<number, Speaker> {
  const bySpeaker = Map.groupBy(runs, (run) => run.speaker);
  const ids = [...bySpeaker.keys()];
  const byWords = rolesByFirstWords([...bySpeaker.values()].map(firstWords), input.direction);
  // One voice on a mono recording may be any party: only the row or its own words tell.
  const roles = input.turns === null ? ids.map((id, i) => channelRole(id, byWords[i], input)) : byWords;
  return new Map(
    ids.map((id, index) => {
      const role = roles[index] ?? 'unknown';
      return [id, { label: `S${index + 1}`, role, name: nameFor(role, roles, input) }];
    }),
  );
}

function channelRole(
  channel: number,
  byWords: SpeakerRole | undefined,
  input: AttributionInput,
): SpeakerRole {
  const role = roleOfChannel(channel, input.channels, input.channelRoles);
  return role === 'unknown' ? (byWords ?? role) : role;
}

/** The row names one agent and one customer: with two of a kind, nobody can say whose name it is. */
function nameFor(role: SpeakerRole, roles: readonly SpeakerRole[], input: AttributionInput): string | null {
  if (roles.filter((other) => other === role).length !== 1) return null;
  if (role === 'agent') return input.agentName;
  return role === 'customer' ? input.customerName : null;
}

function firstWords(runs: readonly Run[]): string[] {
  const texts: string[] = [];
  for (const run of runs) {
    if (texts.length >= FIRST_WORDS) break;
    texts.push(...run.words.map((word) => word.text));
  }
  return texts.slice(0, FIRST_WORDS);
}

/** Mean of the known confidences, null when none is known. */
function meanConfidence(words: readonly Word[]): number | null {
  const known = words.flatMap((word) => (word.confidence === null ? [] : [word.confidence]));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
