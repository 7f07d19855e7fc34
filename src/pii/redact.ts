import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Segment } from '../transcript/segment.ts';
import type { Word } from '../transcript/word.ts';
import type { SpansBySegment } from './classifier.ts';
import { detect } from './detect.ts';
import { DEFAULT_POLICY, isOn, markFor, type PiiPolicy, policyHash } from './policy.ts';
import { audioSpans, type SpokenStretch } from './spans.ts';
import { redactText } from './text.ts';
import type { Finding, PiiEntity, WordIndex } from './types.ts';
import { assertRedacted } from './verify.ts';
import { spokenTime } from './word-times.ts';

/** What a transcript is after redaction; nothing here holds a word that was redacted. */
export interface RedactionResult {
  /** As many as came in, with the same keys and times; each found stretch is one word such as `[CARD_NUMBER]`. */
  readonly segments: Segment[];
  readonly entities: PiiEntity[];
  /** What to mute, on all channels; sorted, apart from each other. */
  readonly spans: TimeSpan[];
  readonly policyHash: string;
}

export interface RedactionOptions {
  /** Names to hide wherever they are said, e.g. the customer's from the row. */
  readonly knownNames?: readonly string[];
  /** Length of the recording, to clamp the spans; the end is left open without it. */
  readonly durationMs?: number;
  /** What a classifier found, by segment; rules alone without it. */
  readonly classified?: SpansBySegment;
}

/** The words of one finding that lie in one segment. */
interface Part {
  readonly finding: Finding;
  readonly number: number;
  readonly firstWord: number;
  readonly lastWord: number;
}

/**
 * Redacts a whole call and proves it: the result has passed {@link assertRedacted}.
 * @throws CallmillError redaction_failed when a segment has no usable times, or digits are left over
 */
export function redactTranscript(
  segments: readonly Segment[],
  policy: PiiPolicy = DEFAULT_POLICY,
  options: RedactionOptions = {},
): RedactionResult {
  const customers = segments.flatMap((segment) => (isAgent(segment) ? [] : (segment.speakerName ?? [])));
  const findings = detect(segments, policy, {
    names: [...(options.knownNames ?? []), ...customers],
    classified: options.classified ?? [],
  });
  const parts = partsBySegment(findings);
  const entities: PiiEntity[] = [];
  const stretches: SpokenStretch[] = [];
  const redacted = segments.map((segment, place) => {
    const words: Word[] = [];
    let next = 0;
    for (const part of parts.get(place) ?? []) {
      words.push(...segment.words.slice(next, part.firstWord));
      const time = spokenTime(segment, part.firstWord, part.lastWord);
      entities.push(entityOf(part, segment, words.length, time, policy));
      stretches.push({ type: part.finding.type, channel: segment.channel, ...time });
      words.push({ text: markFor(policy, part.finding.type), ...time, confidence: null });
      next = part.lastWord + 1;
    }
    words.push(...segment.words.slice(next));
    return { ...segment, words, speakerName: publicName(segment, policy) };
  });
  assertRedacted(redacted, policy);
  return {
    segments: redacted,
    entities,
    spans: audioSpans(stretches, segments, options.durationMs),
    policyHash: policyHash(policy),
  };
}

function partsBySegment(findings: readonly Finding[]): Map<number, Part[]> {
  const parts = new Map<number, Part[]>();
  findings.forEach((finding, number) => {
    for (const [segment, words] of Map.groupBy(finding.words, (word: WordIndex) => word.segment)) {
      const list = parts.get(segment) ?? [];
      parts.set(segment, list);
      list.push({ finding, number, firstWord: words[0]?.word ?? 0, lastWord: words.at(-1)?.word ?? 0 });
    }
  });
  for (const list of parts.values()) list.sort((a, b) => a.firstWord - b.firstWord);
  return parts;
}

function entityOf(part: Part, segment: Segment, place: number, time: TimeSpan, policy: PiiPolicy): PiiEntity {
  const { type, score, ruleId } = part.finding;
  return {
    type,
    finding: part.number,
    segmentKey: segment.key,
    firstWord: place,
    lastWord: place,
    wordCount: part.lastWord - part.firstWord + 1,
    startMs: time.startMs,
    endMs: time.endMs,
    score,
    ruleId,
    operator: policy.operator,
  };
}

function isAgent(segment: Segment): boolean {
  return segment.speakerRole === 'agent' || segment.speakerRole === 'ivr';
}

/** An agent is named; a customer's name is itself what has to go. */
function publicName(segment: Segment, policy: PiiPolicy): string | null {
  if (segment.speakerName === null) return null;
  if (!isAgent(segment) && isOn(policy, 'PERSON')) return null;
  return redactText(segment.speakerName, policy);
}
