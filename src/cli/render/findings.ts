import type { PiiEntity } from '../../pii/types.ts';
import { clockTime } from '../output.ts';

/** One redacted stretch as a page shows it. */
export type FindingView = Pick<PiiEntity, 'segmentKey' | 'startMs' | 'endMs' | 'ruleId'> & {
  readonly type: string;
};

/** Where personal data was, never what it was. */
export function renderFindings(entities: readonly FindingView[], redactionOn: boolean): string {
  if (!redactionOn) return '  Redaction was switched off.';
  if (entities.length === 0) return '  Nothing was found.';
  return entities
    .map((entity) => {
      const times = `${clockTime(entity.startMs)} to ${clockTime(entity.endMs)}`;
      return `  ${times.padEnd(14)}  ${entity.type} in ${entity.segmentKey} (rule ${entity.ruleId})`;
    })
    .join('\n');
}
