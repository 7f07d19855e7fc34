import { z } from 'zod';
import type { PiiDocument } from '../../pii/documents/document.ts';
import { SLOT_NAMES } from '../../pii/slots.ts';
import type { PiiType } from '../../pii/types.ts';
import { isOptional, slotAlias, typesOf } from './labels.ts';

const spanSchema = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  label: z.string(),
});
const labelled = { entities: z.array(spanSchema).optional(), spans: z.array(spanSchema).optional() };
const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string().optional(),
  turns: z
    .array(z.object({ speaker: z.union([z.string(), z.number()]).nullish(), text: z.string(), ...labelled }))
    .optional(),
  ...labelled,
  asked: z.union([z.string(), z.array(z.string())]).nullish(),
  previous: z.string().nullish(),
  truth: z.string().nullish(),
  /** What one recogniser was asked for: with no spans, nothing may be called so. */
  entity: z.string().nullish(),
  expected_len: z.int().nullish(),
});
type Line = z.output<typeof lineSchema>;

/** A labelled stretch; code points of {@link GoldDocument.text}, the end exclusive. */
export interface GoldSpan {
  readonly label: string;
  readonly types: readonly PiiType[];
  readonly start: number;
  readonly end: number;
}

/** A labelled text, or a labelled conversation looked at as a whole. */
export interface GoldDocument {
  readonly document: PiiDocument;
  /** Its text; a conversation's turns in their order, a line each. */
  readonly text: string;
  /** Where each turn begins in {@link text}, in code points. */
  readonly begins: readonly number[];
  readonly spans: readonly GoldSpan[];
  /** Stretches that may be hidden but need not: a finding on one of them counts neither way. */
  readonly optional: readonly Pick<GoldSpan, 'start' | 'end'>[];
  /** What the speaker really wanted to say in answer to what was asked, null when the corpus does not know. */
  readonly truth: string | null;
  /** Types that must not be found, for a case that a recogniser has to pass over. */
  readonly forbidden: readonly PiiType[];
}

/** Reads one line of a labelled file; null when it is no labelled text and no labelled conversation. */
export function parseGold(line: string): GoldDocument | null {
  const result = lineSchema.safeParse(parseJson(line));
  if (!result.success || (result.data.text === undefined) === (result.data.turns === undefined)) return null;
  const { id, asked, previous, truth } = result.data;
  const turns = turnsOf(result.data);
  const labels = turns.flatMap(({ begin, spans }) =>
    spans.map(({ label, start, end }) => ({ label, start: begin + start, end: begin + end })),
  );
  const slots = [asked ?? []].flat().flatMap((name) => slotAlias(name, SLOT_NAMES) ?? []);
  return {
    document: {
      id,
      form: result.data.turns === undefined ? 'text' : 'turns',
      turns: turns.map(({ speaker, text }) => ({ speaker, text })),
      words: [],
      asked: [...new Set(slots)],
      previous: previous ?? '',
    },
    text: turns.map(({ text }) => text).join('\n'),
    begins: turns.map(({ begin }) => begin),
    spans: labels.flatMap((span): GoldSpan[] => {
      const types = typesOf(span.label);
      return types === null ? [] : [{ ...span, types }];
    }),
    optional: labels.filter(({ label }) => isOptional(label)),
    truth: truth ?? null,
    forbidden: forbiddenTypes(result.data),
  };
}

function turnsOf({ text, turns, entities, spans }: Line) {
  const said = turns ?? [{ speaker: null, text: text ?? '', entities, spans }];
  let begin = 0;
  return said.map((turn) => {
    const own = {
      speaker: turn.speaker == null ? null : String(turn.speaker),
      text: turn.text,
      spans: turn.entities ?? turn.spans ?? [],
      begin,
    };
    begin += Array.from(turn.text).length + 1;
    return own;
  });
}

function forbiddenTypes({ spans, entity, expected_len: expected }: Line): readonly PiiType[] {
  return spans?.length === 0 && entity != null && !expected ? (typesOf(entity) ?? []) : [];
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
