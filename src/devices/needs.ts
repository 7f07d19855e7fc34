import type { Provider } from '../models/model.ts';
import type { DeviceStage } from './group.ts';

/** Where each engine runs, as far as is known: what it took, before its first load what it will try. */
export type Providers = Readonly<Record<Exclude<DeviceStage, 'decode' | 'detect'>, Provider>>;

/** How many stages may use a resource at once; one where nothing is said. */
export type Capacity = Readonly<Record<string, number>>;

/**
 * What a stage must have to work, all of it at once. Engines on the GPU share it: two at a time slow each other down by
 * more than they gain. On the CPU each engine is a process that does one request at a time, and together they may use no
 * more lanes than there are (cores by the threads of an engine): on a loaded two-core machine a language model on two
 * threads was measured 50 to 100 times slower than on one. ffmpeg is quick and stands beside them.
 */
export function needsOf(stage: DeviceStage, providers: Providers): readonly string[] {
  if (stage === 'decode') return ['decoder'];
  // Finding speech is never a GPU's work.
  if (stage === 'detect') return [stage, 'cpu'];
  return providers[stage] === 'cuda' ? ['gpu'] : [stage, 'cpu'];
}
