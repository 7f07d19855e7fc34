import type { z } from 'zod';
import { CALLS } from './settings/calls.ts';
import { DATABASE } from './settings/database.ts';
import { ENDPOINTS } from './settings/endpoints.ts';
import { MODELS } from './settings/models.ts';
import { PRIVACY } from './settings/privacy.ts';
import { STORAGE } from './settings/storage.ts';
import { TELEMETRY } from './settings/telemetry.ts';
import { WORKER } from './settings/worker.ts';

export type { Setting } from './settings/setting.ts';

/**
 * Every setting callmill reads: the one schema behind validation, the configuration type and README's table.
 * Names without CALLMILL_ are those that existing deployments already have in their files.
 */
export const SETTINGS = {
  ...DATABASE,
  ...STORAGE,
  ...WORKER,
  ...MODELS,
  ...ENDPOINTS,
  ...CALLS,
  ...PRIVACY,
  ...TELEMETRY,
} as const;

export type SettingName = keyof typeof SETTINGS;

/** The validated configuration: one property per setting. */
export type Config = { readonly [K in SettingName]: z.output<(typeof SETTINGS)[K]['schema']> };
