import { CallmillError } from '../../errors/error.ts';
import type { LocatedModel } from '../../models/model.ts';
import type { PiiType } from '../../pii/types.ts';

/** What published models call a kind of entity → what callmill calls it; other kinds are not personal. */
const TYPES: Readonly<Record<string, PiiType>> = {
  PERSON: 'PERSON',
  PER: 'PERSON',
  LOCATION: 'LOCATION',
  LOC: 'LOCATION',
  GPE: 'LOCATION',
  ADDRESS: 'ADDRESS',
  ORGANIZATION: 'ORGANISATION',
  ORGANISATION: 'ORGANISATION',
  ORG: 'ORGANISATION',
};

/**
 * The columns of a tagger's output, from the manifest's `labels` setting: `O B-PERSON I-PERSON …`.
 * @throws CallmillError model_unusable
 */
export function labelsOf(model: LocatedModel): readonly string[] {
  const { labels } = model.settings;
  const columns = typeof labels === 'string' ? labels.split(' ') : [];
  if (columns.length > 1 && columns.includes('O')) return columns;
  throw new CallmillError('model_unusable', `Model ${model.id} does not say which labels it gives`, {
    remedy: 'Give its manifest entry a setting "labels", such as "O B-PERSON I-PERSON".',
  });
}

/** One type and the columns that begin and continue it; -1 where there is none. */
export interface TypeColumns {
  readonly type: PiiType;
  readonly begins: readonly number[];
  readonly continues: readonly number[];
}

/** The columns by type, in the order of {@link labelsOf}. A label without `B-` or `I-` continues. */
export function typeColumns(labels: readonly string[]): readonly TypeColumns[] {
  const byType = new Map<PiiType, { begins: number[]; continues: number[] }>();
  labels.forEach((label, column) => {
    const [, position, kind = ''] = /^(?:([BI])-)?(.+)$/.exec(label) ?? [];
    const type = TYPES[kind.toUpperCase()];
    if (type === undefined) return;
    const columns = byType.get(type) ?? { begins: [], continues: [] };
    byType.set(type, columns);
    (position === 'B' ? columns.begins : columns.continues).push(column);
  });
  return [...byType].map(([type, columns]) => ({ type, ...columns }));
}
