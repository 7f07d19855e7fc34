import type { ErrorCode, Stage } from '../errors/codes.ts';
import type { Parcel } from './parcels.ts';
import type { TaskName } from './tasks.ts';

/** To the thread: the task's arguments piece by piece, the word to run it, then a request for each piece of its answer. */
export type ToThread =
  | { readonly kind: 'arguments'; readonly frame: unknown }
  | { readonly kind: 'parcel'; readonly parcel: Parcel }
  | { readonly kind: 'run'; readonly name: TaskName }
  | { readonly kind: 'next' };

/**
 * From the thread. Pieces are asked for one by one, because all messages that wait are read in one turn of the event
 * loop. Typed errors cross by code; the text of a foreign one may quote a call and does not.
 */
export type FromThread =
  | { readonly kind: 'result'; readonly frame: unknown; readonly parcels: number }
  | { readonly kind: 'parcel'; readonly parcel: Parcel }
  | { readonly kind: 'failure'; readonly code: ErrorCode; readonly message: string; readonly stage: Stage };
