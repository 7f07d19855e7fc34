import type { Database } from '../database/connect.ts';
import type { EngineRoom } from '../inference/engine-room.ts';
import { numberSetting } from '../inference/settings.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import type { Enrolled } from '../pipeline/tools.ts';
import { hasFeature } from '../tenants/features.ts';
import { loadVoicePrints } from '../tenants/voice-prints.ts';

/** For an embedding whose manifest entry says nothing: so strict that it names hardly anybody, rather than a wrong one. */
const IDENTIFY_THRESHOLD = 0.9;
const IDENTIFY_MARGIN = 0.1;
const NOBODY: Enrolled = { prints: [], options: { threshold: IDENTIFY_THRESHOLD, margin: IDENTIFY_MARGIN } };

/** Looks up a tenant's enrolled agents: none unless it opted in and a speaker embedding is there. */
export function enrolledVoices(database: Database, room: EngineRoom, ring: KeyRing) {
  return async (tenantId: number): Promise<Enrolled> => {
    const { kysely } = database;
    const model = await room.embedding();
    if (model === null || !(await hasFeature(kysely, tenantId, 'voice_prints'))) return NOBODY;
    return {
      prints: await loadVoicePrints(kysely, tenantId, model.sha256, ring),
      options: {
        threshold: numberSetting(model, 'identifyThreshold', IDENTIFY_THRESHOLD),
        margin: numberSetting(model, 'identifyMargin', IDENTIFY_MARGIN),
      },
    };
  };
}
