import type { TimeSpan } from '../audio/pcm-file.ts';
import type { Segment } from '../transcript/segment.ts';
import type { Word } from '../transcript/word.ts';
import type { SpansBySegment } from './classifier.ts';
import { detect } from './detect.ts';
import { MarkWriter } from './operators/marks.ts';
import { type OperatorChoice, type OperatorContext, operatorName } from './operators/operator.ts';
import { REMOVED_MARK } from './operators/remove.ts';
import { spokenValue } from './operators/spoken-value.ts';
import { type SealedValue, tokenOf } from './operators/vault.ts';
import { DEFAULT_POLICY, isOn, operatorFor, type PiiPolicy } from './policy.ts';
import { policyHash } from './policy-hash.ts';
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
  /** What the operator vault put away, sealed; empty where no policy names it. */
  readonly sealed: readonly SealedValue[];
}

export interface RedactionOptions {
  /** Names to hide wherever they are said, e.g. the customer's from the row. */
  readonly knownNames?: readonly string[];
  /** Length of the recording, to clamp the spans; the end is left open without it. */
  readonly durationMs?: number;
  /** What a classifier found, by segment; rules alone without it. */
  readonly classified?: SpansBySegment;
  /** Keys of the operators that need one. */
  readonly operators?: OperatorContext;
}

interface Decision {
  readonly finding: Finding;
  readonly operator: OperatorChoice;
  /** Null leaves the words standing. */
  readonly mark: string | null;
}

/** The words of one finding that lie in one segment. */
interface Part {
  readonly decision: Decision;
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
  const marks = new MarkWriter(options.operators);
  const parts = partsBySegment(findings.map((finding) => decided(finding, segments, policy, marks)));
  const forNames = { ...policy, types: { ...policy.types, PERSON: false } };
  const entities: PiiEntity[] = [];
  const stretches: SpokenStretch[] = [];
  const redacted: Segment[] = [];
  // the same with a mark where the policy leaves a value standing: those alone may pass the last look
  const looked: Segment[] = [];
  segments.forEach((segment, place) => {
    const words: Word[] = [];
    const marked: Word[] = [];
    let next = 0;
    for (const part of parts.get(place) ?? []) {
      const before = segment.words.slice(next, part.firstWord);
      const own = segment.words.slice(part.firstWord, part.lastWord + 1);
      const time = spokenTime(segment, part.firstWord, part.lastWord);
      words.push(...before);
      entities.push(entityOf(part, segment, words.length, own.length, time));
      const { mark } = part.decision;
      if (mark !== null)
        stretches.push({ type: part.decision.finding.type, channel: segment.channel, ...time });
      words.push(...(mark === null ? own : [{ text: mark, ...time, confidence: null }]));
      marked.push(...before, { text: mark ?? REMOVED_MARK, ...time, confidence: null });
      next = part.lastWord + 1;
    }
    const rest = segment.words.slice(next);
    redacted.push({
      ...segment,
      words: [...words, ...rest],
      speakerName: publicName(segment, policy, forNames),
    });
    looked.push({ ...segment, words: [...marked, ...rest] });
  });
  assertRedacted(looked, policy);
  return {
    segments: redacted,
    entities,
    spans: audioSpans(stretches, segments, options.durationMs),
    policyHash: policyHash(policy),
    sealed: marks.sealed,
  };
}

/** What the policy makes of a finding. */
function decided(
  finding: Finding,
  segments: readonly Segment[],
  policy: PiiPolicy,
  marks: MarkWriter,
): Decision {
  const { type, words } = finding;
  const operator = operatorFor(policy, finding);
  const texts = words.map(({ segment, word }) => segments[segment]?.words[word]?.text ?? '');
  return { finding, operator, mark: marks.mark({ type, value: spokenValue(texts) }, operator) };
}

function partsBySegment(decisions: readonly Decision[]): Map<number, Part[]> {
  const parts = new Map<number, Part[]>();
  decisions.forEach((decision, number) => {
    for (const [segment, words] of Map.groupBy(decision.finding.words, (word: WordIndex) => word.segment)) {
      const list = parts.get(segment) ?? [];
      parts.set(segment, list);
      list.push({ decision, number, firstWord: words[0]?.word ?? 0, lastWord: words.at(-1)?.word ?? 0 });
    }
  });
  for (const list of parts.values()) list.sort((a, b) => a.firstWord - b.firstWord);
  return parts;
}

/** @param place of the part in the redacted segment @param count of its words as spoken */
function entityOf(part: Part, segment: Segment, place: number, count: number, time: TimeSpan): PiiEntity {
  const { finding, operator, mark } = part.decision;
  return {
    type: finding.type,
    finding: part.number,
    segmentKey: segment.key,
    firstWord: place,
    lastWord: mark === null ? place + count - 1 : place,
    wordCount: count,
    startMs: time.startMs,
    endMs: time.endMs,
    score: finding.score,
    ruleId: finding.isAllowed ? 'allow-list' : finding.ruleId,
    operator: operatorName(operator),
    ...(operator === 'vault' && mark !== null ? { vaultToken: tokenOf(mark) } : {}),
  };
}

function isAgent(segment: Segment): boolean {
  return segment.speakerRole === 'agent' || segment.speakerRole === 'ivr';
}

/**
 * An agent is named; a customer's name is itself what has to go.
 * @param forNames the policy for what else a name may hold, such as a number
 */
function publicName(segment: Segment, policy: PiiPolicy, forNames: PiiPolicy): string | null {
  if (segment.speakerName === null) return null;
  if (!isAgent(segment) && isOn(policy, 'PERSON')) return null;
  return redactText(segment.speakerName, forNames);
}
