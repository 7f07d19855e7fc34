import { z } from 'zod';
import type { PiiDocument } from '../../pii/documents/document.ts';
import { SLOT_NAMES } from '../../pii/slots.ts';
import type { PiiType } from '../../pii/types.ts';
import { isOptional, slotAlias, typesOf } from './labels.ts';

const spanSchema = z.object({
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  label: z.string(),
  turn: z.int().nonnegative().optional(),
});
const lineSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  entities: z.array(spanSchema).optional(),
  spans: z.array(spanSchema).optional(),
  asked: z.union([z.string(), z.array(z.string())]).nullish(),
  previous: z.string().nullish(),
  truth: z.string().nullish(),
  /** What one recogniser was asked for: with no spans, nothing may be called so. */
  entity: z.string().nullish(),
  expected_len: z.int().nullish(),
});

/** A labelled stretch; code points, the end exclusive. */
export interface GoldSpan {
  readonly label: string;
  readonly types: readonly PiiType[];
  readonly start: number;
  readonly end: number;
}

/** One labelled text. */
export interface GoldDocument {
  readonly document: PiiDocument;
  readonly spans: readonly GoldSpan[];
  /** Stretches that may be hidden but need not: a finding on one of them counts neither way. */
  readonly optional: readonly Pick<GoldSpan, 'start' | 'end'>[];
  /** What the speaker really wanted to say in answer to what was asked, null when the corpus does not know. */
  readonly truth: string | null;
  /** Types that must not be found, for a case that a recogniser has to pass over. */
  readonly forbidden: readonly PiiType[];
}

/** Reads one line of a labelled file; null when it is no labelled text. */
export function parseGold(line: string): GoldDocument | null {
  const result = lineSchema.safeParse(parseJson(line));
  if (!result.success) return null;
  const { id, text, entities, spans, asked, previous, truth, entity, expected_len: expected } = result.data;
  const gold = (entities ?? spans ?? []).flatMap(({ label, start, end }): GoldSpan[] => {
    const types = typesOf(label);
    return types === null ? [] : [{ label, types, start, end }];
  });
  const slots = [asked ?? []].flat().flatMap((name) => slotAlias(name, SLOT_NAMES) ?? []);
  return {
    document: {
      id,
      form: 'text',
      turns: [{ speaker: null, text }],
      words: [],
      asked: [...new Set(slots)],
      previous: previous ?? '',
    },
    spans: gold,
    optional: (entities ?? spans ?? []).filter(({ label }) => isOptional(label)),
    truth: truth ?? null,
    forbidden: spans?.length === 0 && entity != null && !expected ? (typesOf(entity) ?? []) : [],
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
