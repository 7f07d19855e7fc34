import { candidates } from './choose.ts';
import type { Manifest, ModelEntry } from './manifest.ts';
import type { ModelRole } from './model.ts';

const ROLES: readonly ModelRole[] = [
  'speech',
  'voice-activity',
  'segmentation',
  'speaker-embedding',
  'language',
  'entities',
];

/** For every role the first preference that can be pulled from public addresses: what a new board needs. */
export function recommended(manifest: Manifest): ModelEntry[] {
  return ROLES.flatMap((role) => {
    const pullable = candidates(manifest, role, null).find(
      ({ archive, files, proof }) =>
        !proof && (archive !== undefined || files.every((file) => file.url !== undefined)),
    );
    return pullable === undefined ? [] : [pullable];
  });
}
