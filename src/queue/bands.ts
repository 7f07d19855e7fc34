/**
 * What a priority number means. Between tenants only the band counts: they take turns within it. Within a tenant every
 * number counts, small first. `backfill` is what bulk imports use: it is served only while no newer band has a call
 * that may run.
 */
export const BANDS = ['urgent', 'normal', 'backfill'] as const;
export type Band = (typeof BANDS)[number];

/** First priority of each band. */
export const BAND_BEGINS: Readonly<Record<Band, number>> = { urgent: 0, normal: 50, backfill: 200 };

/** The priority a row gets when only its band is named; `normal` is the column's default. */
export const BAND_PRIORITY: Readonly<Record<Band, number>> = { urgent: 10, normal: 100, backfill: 200 };

/** SMALLINT UNSIGNED. */
export const MAX_PRIORITY = 65_535;

/** The band of a priority, as a position in {@link BANDS}: 0 goes first. */
export function bandRank(priority: number): number {
  return BANDS.findLastIndex((band) => priority >= BAND_BEGINS[band]);
}

export function bandOf(priority: number): Band {
  return BANDS[bandRank(priority)] ?? 'urgent';
}
