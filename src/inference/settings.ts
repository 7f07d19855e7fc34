import type { LocatedModel } from '../models/model.ts';

/** A text from the model's manifest settings, or the fallback when it is absent or of another type. */
export function textSetting(model: LocatedModel, name: string, fallback: string): string {
  const value = model.settings[name];
  return typeof value === 'string' ? value : fallback;
}

/** A number from the model's manifest settings, or the fallback when it is absent or of another type. */
export function numberSetting(model: LocatedModel, name: string, fallback: number): number {
  const value = model.settings[name];
  return typeof value === 'number' ? value : fallback;
}
