import { readConfigDocument } from '../analysis/config/document.ts';
import { BUILT_IN_CONFIG, mergeConfig, TIERS } from '../analysis/config/merge.ts';
import type { Database } from '../database/connect.ts';
import { databaseError } from '../database/errors.ts';
import type { AnalysisTier } from '../database/schema.ts';
import { CallmillError } from '../errors/error.ts';
import type { CallScope, ScopedConfig } from '../pipeline/tools.ts';
import { loadAnalysisConfigs } from '../results/load-analysis-configs.ts';

/** How long a client's configuration is used without looking again. */
const FRESH_MS = 30_000;
/** Scopes kept; a scope more throws the oldest out. */
const KEPT = 200;

interface Kept {
  readonly until: number;
  readonly config: Promise<ScopedConfig>;
}

/** The configurations of `ai_analysis_configs` by call, read when a call is analysed and kept for half a minute. */
export class AnalysisConfigs {
  readonly #database: Pick<Database, 'kysely'>;
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(database: Pick<Database, 'kysely'>, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** What a call is judged by. @throws CallmillError database_unavailable */
  async of(scope: CallScope): Promise<ScopedConfig> {
    const key = JSON.stringify([scope.tenantId, scope.clientRef, scope.direction, scope.campaign]);
    const kept = this.#kept.get(key);
    if (kept !== undefined && kept.until > this.#now()) return await kept.config;
    const config = this.#load(scope);
    this.#kept.delete(key);
    this.#kept.set(key, { until: this.#now() + FRESH_MS, config });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return await config;
    } catch (thrown) {
      this.#kept.delete(key);
      throw databaseError(thrown, 'analyse');
    }
  }

  /** A document that cannot be read leaves the built-in configuration, and says so. */
  async #load(scope: CallScope): Promise<ScopedConfig> {
    const rows = await loadAnalysisConfigs(this.#database.kysely, scope.tenantId, tiersOf(scope));
    try {
      const documents = TIERS.flatMap((tier) => {
        const row = rows.find((candidate) => candidate.tier === tier);
        return row === undefined
          ? []
          : [readConfigDocument(row.json, `ai_analysis_configs ${row.id} (${tier})`)];
      });
      return { config: documents.length === 0 ? BUILT_IN_CONFIG : mergeConfig(documents), error: null };
    } catch (thrown) {
      if (thrown instanceof CallmillError) return { config: BUILT_IN_CONFIG, error: thrown };
      throw thrown;
    }
  }
}

function tiersOf(scope: CallScope): { readonly tier: AnalysisTier; readonly key: string }[] {
  const keys = {
    global: '',
    campaign: scope.campaign,
    direction: scope.direction,
    client: scope.clientRef,
  } satisfies Record<AnalysisTier, string | null>;
  return TIERS.flatMap((tier) => {
    const key = keys[tier];
    return key === null || (key === '' && tier !== 'global') ? [] : [{ tier, key }];
  });
}
