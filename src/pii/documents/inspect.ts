import type { EntityClassifier, SpansBySegment } from '../classifier.ts';
import { classifyCall } from '../classify-call.ts';
import { detect } from '../detect.ts';
import type { PiiPolicy } from '../policy.ts';
import type { PiiType, WordIndex } from '../types.ts';
import type { PiiDocument } from './document.ts';
import { type Place, segmentsOf } from './segments.ts';

/** A found stretch of a document's text; never holds the text. */
export interface DocumentEntity {
  /** 0-based turn; absent unless the document has turns. */
  readonly turn?: number;
  /** Code points from the start of the text (of the turn's, where there are turns); the end is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly type: PiiType;
  readonly score: number;
  readonly rule: string;
}

/** The same in UTF-16, as a program cuts strings. */
export interface TextSpan extends Place {
  readonly type: PiiType;
  readonly score: number;
  readonly rule: string;
  /** Number of the finding: its parts in several turns share it. */
  readonly finding: number;
  readonly types: readonly PiiType[];
  /** The policy's allow list leaves it standing. */
  readonly isAllowed: boolean;
}

const OPENING = /^[\s("'“‘<[{«¿¡]+/u;
const CLOSING = /[\s)"'”’>\]}».,;:!?…]+$/u;

/**
 * What a classifier finds in a document, for {@link inspect}; nothing where rules work alone.
 * @throws CallmillError engine_crashed, engine_timeout
 */
export async function classifyDocument(
  document: PiiDocument,
  classifier: EntityClassifier | null,
  signal?: AbortSignal,
): Promise<SpansBySegment> {
  return classifier === null ? [] : await classifyCall(segmentsOf(document).segments, classifier, signal);
}

/**
 * Everything found in a document, by turn and place.
 * @param classified see {@link classifyDocument}
 */
export function inspect(
  document: PiiDocument,
  policy: PiiPolicy,
  classified: SpansBySegment = [],
): DocumentEntity[] {
  const offsets = document.turns.map(({ text }) => codePointOffsets(text));
  const spans = findSpans(document, policy, classified).filter(({ isAllowed }) => !isAllowed);
  return spans.map(({ turn, from, to, type, score, rule }) => {
    const at = offsets[turn] ?? ((place: number) => place);
    const span = { start: at(from), end: at(to), type, score, rule };
    return document.form === 'turns' ? { turn, ...span } : span;
  });
}

/** The same, for cutting the text. Sorted by turn and place; without overlap. */
export function findSpans(
  document: PiiDocument,
  policy: PiiPolicy,
  classified: SpansBySegment = [],
): TextSpan[] {
  const { segments, places, firstSegment } = segmentsOf(document);
  const asked = { slots: document.asked, segment: firstSegment };
  return detect(segments, policy, { asked, classified })
    .flatMap(({ words, type, types, score, ruleId, isAllowed }, finding) =>
      [...Map.groupBy(words, (word: WordIndex) => word.segment)].flatMap(([segment, part]): TextSpan[] => {
        const own = places[segment] ?? [];
        const first = own[part[0]?.word ?? -1];
        const last = own[part.at(-1)?.word ?? -1];
        if (first === undefined || last === undefined) return [];
        const text = document.turns[first.turn]?.text ?? '';
        return [
          {
            ...trimmed(text, { ...first, to: last.to }),
            type,
            types,
            score,
            rule: ruleId,
            finding,
            isAllowed,
          },
        ];
      }),
    )
    .sort((a, b) => a.turn - b.turn || a.from - b.from);
}

/** Without the punctuation around it, which belongs to the sentence. */
function trimmed(text: string, { turn, from, to }: Place): Place {
  const value = text.slice(from, to);
  const start = from + (OPENING.exec(value)?.[0].length ?? 0);
  const end = to - (CLOSING.exec(value)?.[0].length ?? 0);
  return start < end ? { turn, from: start, to: end } : { turn, from, to };
}

/** From UTF-16 offsets to code points. */
function codePointOffsets(text: string): (offset: number) => number {
  if (!/[\u{10000}-\u{10FFFF}]/u.test(text)) return (offset) => offset;
  const points = new Uint32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    const width = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    points.fill(count, at, at + width);
    at += width;
  }
  points[text.length] = count;
  return (offset) => points[offset] ?? count;
}
