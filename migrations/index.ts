import type { Migration } from 'kysely/migration';
import * as queue from './0001-queue.ts';
import * as results from './0002-results.ts';
import * as fairness from './0003-fairness.ts';
import * as stagesKept from './0004-stages-kept.ts';
import * as voices from './0005-voices.ts';
import * as privacy from './0006-privacy.ts';
import * as analysis from './0007-analysis.ts';
import * as speechQuality from './0008-speech-quality.ts';

/** Every migration by name, in order. Written ones never change: a released board has already run them. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-queue': queue,
  '0002-results': results,
  '0003-fairness': fairness,
  '0004-stages-kept': stagesKept,
  '0005-voices': voices,
  '0006-privacy': privacy,
  '0007-analysis': analysis,
  '0008-speech-quality': speechQuality,
};
