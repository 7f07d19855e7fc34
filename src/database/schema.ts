import type { ColumnType, Generated } from 'kysely';

/** A JSON column: text on the way out (both engines), JSON text on the way in. */
type Json = ColumnType<string, string, string>;
type NullableJson = ColumnType<string | null, string | null | undefined, string | null>;
/** DATETIME(6) in UTC. Writers use UTC_TIMESTAMP(6) in SQL rather than a worker's clock. */
type Time = Date;

export type ProcessingStatus = 'pending' | 'processing' | 'completed' | 'failed' | 'cancelled';
export type AttemptOutcome =
  | 'running'
  | 'completed'
  | 'retried'
  | 'failed'
  | 'released'
  | 'lost'
  | 'cancelled';
export type WorkerState = 'initialising' | 'running' | 'draining' | 'drained' | 'failed';
export type Direction = 'inbound' | 'outbound';

export interface RecordingTable {
  id: Generated<number>;
  tenant_id: Generated<number>;
  apex_id: string;
  client_ref: string | null;
  campaign: string | null;
  direction: Direction | null;
  agent_id: string | null;
  agent_name: string | null;
  customer_name: string | null;
  call_started_at: Time | null;
  metadata: NullableJson;
  storage_bucket: string | null;
  storage_key: string | null;
  source_url: string | null;
  mime_type: string | null;
  size_bytes: number | null;
  sha256: string | null;
  duration_seconds: number | null;
  channels: number | null;
  channel_roles: NullableJson;
  redacted_storage_key: string | null;
  retain_until: Time | null;
  audio_deleted_at: Time | null;
  processing_status: Generated<ProcessingStatus>;
  priority: Generated<number>;
  available_at: Generated<Time>;
  attempts: Generated<number>;
  max_attempts: Generated<number>;
  stalls: Generated<number>;
  claimed_by: string | null;
  claim_token: string | null;
  lease_expires_at: Time | null;
  current_step: string | null;
  progress_percentage: Generated<number>;
  processing_started_at: Time | null;
  processing_completed_at: Time | null;
  error_code: string | null;
  error_message: string | null;
  error_stage: string | null;
  requested_stages: NullableJson;
  correlation_id: string | null;
  created_at: Generated<Time>;
  updated_at: Generated<Time>;
}

export interface AttemptTable {
  id: Generated<number>;
  recording_id: number;
  attempt: number;
  worker: string;
  claim_token: string;
  started_at: Time;
  ended_at: Time | null;
  outcome: Generated<AttemptOutcome>;
  error_code: string | null;
  error_message: string | null;
  error_stage: string | null;
  stage_ms: NullableJson;
}

export interface WorkerTable {
  id: string;
  name: string;
  host: string;
  pid: number;
  version: string;
  commit_hash: string | null;
  jetpack: string | null;
  gpu: string | null;
  models: NullableJson;
  state: WorkerState;
  current_recording_id: number | null;
  started_at: Time;
  heartbeat_at: Time;
}

export interface TenantTable {
  id: Generated<number>;
  name: string;
  /** Calls of this tenant processed at once at most; null is no cap, 0 pauses the tenant. */
  max_concurrent: number | null;
  created_at: Generated<Time>;
  updated_at: Generated<Time>;
}

/** When a tenant was last served in a band; see queue/turns.ts. */
export interface TenantTurnTable {
  tenant_id: number;
  band: number;
  served_at: Time;
}

export interface TranscriptionTable {
  id: Generated<number>;
  recording_id: number;
  full_transcript: string;
  language_detected: string | null;
  language_confidence: number | null;
  confidence: number | null;
  is_low_confidence: number;
  word_count: number;
  engine: string;
  model_used: string;
  model_sha256: string;
  model_is_generated: number;
  settings_hash: string;
  redaction_hash: string | null;
  processing_ms: number;
  real_time_factor: number;
  pii_count: number;
  pii_types: Json;
  reuse_key: string | null;
  reused_from_recording_id: number | null;
  speech_quality: Json | null;
  created_at: Time;
}

export interface SegmentTable {
  id: Generated<number>;
  recording_id: number;
  transcription_id: number;
  sequence: number;
  segment_key: string;
  start_ms: number;
  end_ms: number;
  channel: number;
  speaker_label: string;
  speaker_role: 'agent' | 'customer' | 'ivr' | 'unknown';
  speaker_name: string | null;
  text: string;
  confidence: number | null;
  words: Json;
  edited_text: string | null;
  edited_by: string | null;
  edited_at: Time | null;
}

export interface PiiEntityTable {
  id: Generated<number>;
  recording_id: number;
  type: string;
  segment_key: string;
  first_word: number;
  last_word: number;
  start_ms: number;
  end_ms: number;
  score: number;
  rule_id: string;
  operator: string;
  vault_token: string | null;
  finding: number | null;
  word_count: number | null;
}

export interface AnalysisTable {
  id: Generated<number>;
  recording_id: number;
  summary: string;
  sentiment_label: 'very_negative' | 'negative' | 'neutral' | 'positive' | 'very_positive';
  sentiment_score: number;
  quality_score: number | null;
  topics: Json;
  agent_actions: Json;
  action_items: Json;
  compliance_flags: Json;
  performance_scores: Json;
  score_impacts: Json;
  coaching: Json;
  speaker_metrics: Json;
  sentiment_by_speaker: Json;
  sentiment_by_quarter: Json;
  evaluator_type: 'llm' | 'rule_based';
  provider: string;
  model_used: string | null;
  model_sha256: string | null;
  model_is_generated: number;
  fallback_reason: string | null;
  prompt_version: string | null;
  schema_version: string;
  input_tokens: number;
  output_tokens: number;
  latency_ms: number;
  created_at: Time;
  summary_evidence: NullableJson;
  sentiment_change: number | null;
  call_categories: NullableJson;
  resolution: 'resolved' | 'unresolved' | 'unclear' | null;
  callback_needed: number | null;
  outcome: NullableJson;
  config_hash: string | null;
  evaluated_tokens: Generated<number>;
  first_token_ms: number | null;
  tokens_per_second: number | null;
  parts: Generated<number>;
  dropped_claims: Generated<number>;
}

export type AnalysisTier = 'global' | 'campaign' | 'direction' | 'client';

/** What a client wants calls judged by; see analysis/config. `tier_key` is empty for `global`. */
export interface AnalysisConfigTable {
  id: Generated<number>;
  tenant_id: Generated<number>;
  tier: AnalysisTier;
  tier_key: Generated<string>;
  config: Json;
  /** The writer's count of revisions; which form the document has stands in the document. */
  version: Generated<number>;
  /** The writer's, and nothing to a worker, which stamps results with the hash of what it read (docs/analysis.md). */
  hash: Generated<string | null>;
  enabled: Generated<number>;
  created_at: Generated<Time>;
  updated_at: Generated<Time>;
}

export interface CheckpointTable {
  recording_id: number;
  stage: string;
  claim_token: string;
  audio_sha256: string;
  audio_etag: string | null;
  model_sha256: string;
  settings_hash: string;
  format_version: number;
  payload: Buffer;
  created_at: Time;
}

export interface TenantFeatureTable {
  tenant_id: number;
  feature: string;
  enabled: number;
  updated_at: Time;
}

export interface VoicePrintTable {
  id: Generated<number>;
  tenant_id: number;
  agent_id: string;
  agent_name: string | null;
  model_sha256: string;
  sealed_vector: string;
  seconds: number;
  recordings: number;
  created_at: Time;
  updated_at: Time;
}

/** Tenant 0 stands for everybody who has no row of its own. */
export interface TenantConfigTable {
  tenant_id: number;
  service: string;
  config: Json;
  hash: string | null;
  updated_at: Time;
}

export interface PiiVaultTable {
  recording_id: number;
  token: string;
  tenant_id: number;
  type: string;
  sealed: string;
  created_at: Time;
}

export interface PiiRevealTable {
  id: Generated<number>;
  tenant_id: number;
  recording_id: number;
  token: string;
  actor: string;
  reason: string;
  revealed_at: Time;
}

/** Every table callmill knows, as Kysely sees them. */
export interface Schema {
  ai_call_recordings: RecordingTable;
  ai_call_attempts: AttemptTable;
  ai_workers: WorkerTable;
  ai_tenants: TenantTable;
  ai_tenant_turns: TenantTurnTable;
  ai_tenant_configs: TenantConfigTable;
  ai_pii_vault: PiiVaultTable;
  ai_pii_reveals: PiiRevealTable;
  ai_tenant_features: TenantFeatureTable;
  ai_voice_prints: VoicePrintTable;
  ai_call_transcriptions: TranscriptionTable;
  ai_call_transcription_segments: SegmentTable;
  ai_call_pii_entities: PiiEntityTable;
  ai_call_analyses: AnalysisTable;
  ai_call_checkpoints: CheckpointTable;
  ai_analysis_configs: AnalysisConfigTable;
}
