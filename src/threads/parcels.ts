/** Items of a long array that travel together: a hundred segments of speech are cloned in about 3 ms (measured). */
const PARCEL = 100;
/** How deep long arrays are looked for: `segments` lies in an argument or in a result, never deeper. */
const DEPTH = 3;

type Path = readonly (string | number)[];

/** A piece of a long array and where in the frame it belongs. */
export interface Parcel {
  readonly path: Path;
  readonly items: readonly unknown[];
}

/** A value whose long arrays were taken out. */
export interface Packed {
  readonly frame: unknown;
  readonly parcels: readonly Parcel[];
}

/**
 * Takes plain data apart so that no single message is long: cloning a three-hour transcript at once holds up the event
 * loop for 60 to 140 ms.
 */
export function pack(value: unknown): Packed {
  const parcels: Parcel[] = [];
  return { frame: frameOf(value, [], parcels), parcels };
}

/** Puts a piece back; pieces of one array arrive in order. */
export function put(frame: unknown, { path, items }: Parcel): void {
  const array = path.reduce((inner, step) => (inner as Record<string | number, unknown>)[step], frame);
  (array as unknown[]).push(...items);
}

function frameOf(value: unknown, path: Path, parcels: Parcel[]): unknown {
  if (Array.isArray(value)) {
    if (value.length <= PARCEL) {
      return path.length >= DEPTH ? value : value.map((item, at) => frameOf(item, [...path, at], parcels));
    }
    for (let at = 0; at < value.length; at += PARCEL) {
      parcels.push({ path, items: value.slice(at, at + PARCEL) });
    }
    return [];
  }
  if (path.length >= DEPTH || !isPlainObject(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, frameOf(inner, [...path, key], parcels)]);
  return Object.fromEntries(entries);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
