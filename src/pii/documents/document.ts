import { z } from 'zod';
import { CallmillError } from '../../errors/error.ts';
import { SLOT_NAMES, type SlotName } from '../slots.ts';

const time = z.number().nullish();
const wordSchema = z.object({
  w: z.string(),
  /** Milliseconds from the start of the recording. */
  start: time,
  end: time,
  speaker: z.union([z.string(), z.number()]).nullish(),
  segment: z.union([z.string(), z.number()]).nullish(),
});
const turnSchema = z.object({ speaker: z.union([z.string(), z.number()]).nullish(), text: z.string() });
const slotSchema = z.enum(SLOT_NAMES);

const lineSchema = z
  .object({
    id: z.union([z.string(), z.number()]),
    text: z.string().optional(),
    turns: z.array(turnSchema).optional(),
    words: z.array(wordSchema).optional(),
    asked: z.union([slotSchema, z.array(slotSchema)]).nullish(),
    previous: z.string().nullish(),
  })
  .refine(
    ({ text, turns, words }) => [text, turns, words].filter((form) => form !== undefined).length === 1,
    {
      message: 'give exactly one of text, turns and words',
    },
  );

/** A word of a document given with its times; those may be missing or wrong. */
export type DocumentWord = z.output<typeof wordSchema>;

/** One speaker's text. */
export interface DocumentTurn {
  /** Null when nobody says who speaks: such turns are one speaker's. */
  readonly speaker: string | null;
  readonly text: string;
}

/** What `callmill pii` reads: one object a line, in one of three forms. */
export interface PiiDocument {
  readonly id: string | number;
  readonly form: 'text' | 'turns' | 'words';
  /** One turn for `text`. For `words` one turn, too: the words joined by single spaces. */
  readonly turns: readonly DocumentTurn[];
  /** The words with their times; empty unless the form is `words`. */
  readonly words: readonly DocumentWord[];
  /** What the other side had asked for just before the first word. */
  readonly asked: readonly SlotName[];
  /** What the other side had said just before, '' when unknown. */
  readonly previous: string;
}

/**
 * Reads one line of a JSONL file.
 * @throws CallmillError document_invalid; the message names fields, never what they hold
 */
export function parseDocument(line: string): PiiDocument {
  const { id, text, turns, words = [], asked, previous } = checked(line);
  const form = text !== undefined ? 'text' : turns !== undefined ? 'turns' : 'words';
  const said = turns ?? [{ speaker: null, text: text ?? words.map(({ w }) => w).join(' ') }];
  return {
    id,
    form,
    turns: said.map((turn) => ({
      speaker: turn.speaker == null ? null : String(turn.speaker),
      text: turn.text,
    })),
    words,
    asked: asked == null ? [] : [asked].flat(),
    previous: previous ?? '',
  };
}

function checked(line: string): z.output<typeof lineSchema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new CallmillError('document_invalid', 'The line is not JSON');
  }
  const result = lineSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join('.') || 'the object';
  throw new CallmillError(
    'document_invalid',
    `The line does not have the expected form (${where}: ${issue?.code})`,
  );
}
