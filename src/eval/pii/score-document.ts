import type { DocumentEntity } from '../../pii/documents/inspect.ts';
import type { PiiType } from '../../pii/types.ts';
import type { GoldDocument, GoldSpan } from './corpus.ts';
import { type Leak, leakOf } from './leak.ts';

/** What became of one labelled stretch. */
export interface GoldOutcome {
  readonly label: string;
  /** Every letter and digit of it was found, under whatever name. */
  readonly covered: boolean;
  /** A finding of the right type with an intersection over union of at least one half. */
  readonly typed: boolean;
}

/** What became of one finding. */
export interface FoundOutcome {
  readonly type: PiiType;
  readonly rule: string;
  /** Labels of the stretches it shares a letter or digit with; none of a false alarm. */
  readonly touches: readonly string[];
  /** The label that it matches by type and place, null for none. */
  readonly matches: string | null;
}

export interface DocumentScore {
  readonly id: string | number;
  readonly words: number;
  readonly gold: readonly GoldOutcome[];
  readonly found: readonly FoundOutcome[];
  /** Null where the corpus does not know the true answer. */
  readonly leak: Leak | null;
  /** Of a case to be passed over: whether it was. Null for other documents. */
  readonly silent: boolean | null;
}

/** Intersection over union from which a typed finding counts as the labelled one. */
const SAME_PLACE = 0.5;

/** Compares what was found in a text or a conversation with its labels. */
export function scoreDocument(gold: GoldDocument, entities: readonly DocumentEntity[]): DocumentScore {
  const points = Array.from(gold.text);
  const found = entities.map((entity) => {
    const begin = gold.begins[entity.turn ?? 0] ?? 0;
    return { ...entity, start: begin + entity.start, end: begin + entity.end };
  });
  const hidden = new Uint8Array(points.length);
  for (const { start, end } of found) hidden.fill(1, start, end);
  const counted = found.filter((entity) => !gold.optional.some((span) => touch(points, entity, span)));
  return {
    id: gold.document.id,
    words: (gold.text.match(/\S+/g) ?? []).length,
    gold: gold.spans.map((span) => ({
      label: span.label,
      covered: every(points, span, hidden),
      typed: found.some((entity) => matches(entity, span)),
    })),
    found: counted.map((entity) => ({
      type: entity.type,
      rule: entity.rule,
      touches: gold.spans.filter((span) => touch(points, entity, span)).map(({ label }) => label),
      matches: gold.spans.find((span) => matches(entity, span))?.label ?? null,
    })),
    leak: leakOf(gold, hidden),
    silent:
      gold.forbidden.length === 0 ? null : !found.some((entity) => gold.forbidden.includes(entity.type)),
  };
}

function matches(entity: DocumentEntity, span: GoldSpan): boolean {
  const shared = Math.min(entity.end, span.end) - Math.max(entity.start, span.start);
  const union = Math.max(entity.end, span.end) - Math.min(entity.start, span.start);
  return shared > 0 && shared / union >= SAME_PLACE && span.types.includes(entity.type);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function every(points: readonly string[], { start, end }: Range, marks: Uint8Array): boolean {
  for (let at = start; at < end; at += 1) if (marks[at] === 0 && isTelling(points[at])) return false;
  return true;
}

function touch(points: readonly string[], a: Range, b: Range): boolean {
  return points.slice(Math.max(a.start, b.start), Math.min(a.end, b.end)).some(isTelling);
}

function isTelling(point: string | undefined): boolean {
  return point !== undefined && /[\p{L}\p{N}]/u.test(point);
}
