-- Every table that the migrations make, as the server shows it, without what differs from engine to engine.
-- Written by "node scripts/dump-schema.ts"; a test fails when a migration changes it and this file does not say so.

CREATE TABLE `ai_analysis_configs` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `tenant_id` bigint unsigned NOT NULL DEFAULT 1,
  `tier` enum('global','campaign','direction','client') NOT NULL,
  `tier_key` varchar(191) NOT NULL DEFAULT '',
  `config` json NOT NULL,
  `version` smallint unsigned NOT NULL DEFAULT 1,
  `hash` char(64) ascii_bin NULL,
  `enabled` tinyint NOT NULL DEFAULT 1,
  `created_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  `updated_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_per_tier` (`tenant_id`,`tier`,`tier_key`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_call_analyses` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `recording_id` bigint unsigned NOT NULL,
  `summary` text NOT NULL,
  `sentiment_label` enum('very_negative','negative','neutral','positive','very_positive') NOT NULL,
  `sentiment_score` decimal(4,1) NOT NULL,
  `quality_score` decimal(5,1) NULL,
  `topics` json NOT NULL,
  `agent_actions` json NOT NULL,
  `action_items` json NOT NULL,
  `compliance_flags` json NOT NULL,
  `performance_scores` json NOT NULL,
  `score_impacts` json NOT NULL,
  `coaching` json NOT NULL,
  `speaker_metrics` json NOT NULL,
  `sentiment_by_speaker` json NOT NULL,
  `sentiment_by_quarter` json NOT NULL,
  `evaluator_type` enum('llm','rule_based') NOT NULL,
  `provider` varchar(64) NOT NULL,
  `model_used` varchar(191) NULL,
  `model_sha256` char(64) ascii_bin NULL,
  `model_is_generated` tinyint NOT NULL DEFAULT 0,
  `fallback_reason` varchar(64) NULL,
  `prompt_version` varchar(64) NULL,
  `schema_version` varchar(32) NOT NULL,
  `input_tokens` int unsigned NOT NULL DEFAULT 0,
  `output_tokens` int unsigned NOT NULL DEFAULT 0,
  `latency_ms` int unsigned NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `summary_evidence` json NULL,
  `sentiment_change` decimal(4,1) NULL,
  `call_categories` json NULL,
  `resolution` enum('resolved','unresolved','unclear') NULL,
  `callback_needed` tinyint NULL,
  `outcome` json NULL,
  `config_hash` char(64) ascii_bin NULL,
  `evaluated_tokens` int unsigned NOT NULL DEFAULT 0,
  `first_token_ms` int unsigned NULL,
  `tokens_per_second` decimal(9,2) NULL,
  `parts` smallint unsigned NOT NULL DEFAULT 0,
  `dropped_claims` int unsigned NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_per_recording` (`recording_id`),
  CONSTRAINT `analysis_of_recording` FOREIGN KEY (`recording_id`) REFERENCES `ai_call_recordings` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_call_attempts` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `recording_id` bigint unsigned NOT NULL,
  `attempt` smallint unsigned NOT NULL,
  `worker` varchar(191) NOT NULL,
  `claim_token` char(32) ascii_bin NOT NULL,
  `started_at` datetime(6) NOT NULL,
  `ended_at` datetime(6) NULL,
  `outcome` enum('running','completed','retried','failed','released','lost','cancelled') NOT NULL DEFAULT 'running',
  `error_code` varchar(64) NULL,
  `error_message` varchar(1000) NULL,
  `error_stage` varchar(32) NULL,
  `stage_ms` json NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_per_claim` (`recording_id`,`claim_token`),
  KEY `running` (`outcome`,`recording_id`),
  KEY `by_end` (`ended_at`),
  CONSTRAINT `attempts_of_recording` FOREIGN KEY (`recording_id`) REFERENCES `ai_call_recordings` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_call_checkpoints` (
  `recording_id` bigint unsigned NOT NULL,
  `stage` varchar(32) ascii_bin NOT NULL,
  `claim_token` char(32) ascii_bin NOT NULL,
  `audio_sha256` char(64) ascii_bin NOT NULL,
  `audio_etag` varchar(191) NULL,
  `model_sha256` char(64) ascii_bin NOT NULL,
  `settings_hash` char(64) ascii_bin NOT NULL,
  `format_version` smallint unsigned NOT NULL,
  `payload` mediumblob NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`recording_id`,`stage`),
  KEY `by_age` (`created_at`),
  CONSTRAINT `checkpoints_of_recording` FOREIGN KEY (`recording_id`) REFERENCES `ai_call_recordings` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_call_pii_entities` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `recording_id` bigint unsigned NOT NULL,
  `type` varchar(32) NOT NULL,
  `segment_key` varchar(32) ascii_bin NOT NULL,
  `first_word` int unsigned NOT NULL,
  `last_word` int unsigned NOT NULL,
  `start_ms` int unsigned NOT NULL,
  `end_ms` int unsigned NOT NULL,
  `score` decimal(5,4) NOT NULL,
  `rule_id` varchar(64) NOT NULL,
  `operator` varchar(32) NOT NULL,
  `vault_token` varchar(191) NULL,
  `finding` int unsigned NULL,
  `word_count` int unsigned NULL,
  PRIMARY KEY (`id`),
  KEY `of_recording` (`recording_id`),
  CONSTRAINT `entities_of_recording` FOREIGN KEY (`recording_id`) REFERENCES `ai_call_recordings` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_call_recordings` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `tenant_id` bigint unsigned NOT NULL DEFAULT 1,
  `apex_id` varchar(191) NOT NULL,
  `client_ref` varchar(191) NULL,
  `campaign` varchar(191) NULL,
  `direction` enum('inbound','outbound') NULL,
  `agent_id` varchar(191) NULL,
  `agent_name` varchar(191) NULL,
  `customer_name` varchar(191) NULL,
  `call_started_at` datetime(6) NULL,
  `metadata` json NULL,
  `storage_bucket` varchar(191) NULL,
  `storage_key` varchar(1024) NULL,
  `source_url` text NULL,
  `mime_type` varchar(127) NULL,
  `size_bytes` bigint unsigned NULL,
  `sha256` char(64) ascii_bin NULL,
  `duration_seconds` decimal(10,3) NULL,
  `channels` tinyint unsigned NULL,
  `channel_roles` json NULL,
  `redacted_storage_key` varchar(1024) NULL,
  `retain_until` datetime(6) NULL,
  `audio_deleted_at` datetime(6) NULL,
  `processing_status` enum('pending','processing','completed','failed','cancelled') NOT NULL DEFAULT 'pending',
  `priority` smallint unsigned NOT NULL DEFAULT 100,
  `available_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  `attempts` smallint unsigned NOT NULL DEFAULT 0,
  `max_attempts` smallint unsigned NOT NULL DEFAULT 5,
  `stalls` smallint unsigned NOT NULL DEFAULT 0,
  `claimed_by` varchar(191) NULL,
  `claim_token` char(32) ascii_bin NULL,
  `lease_expires_at` datetime(6) NULL,
  `current_step` varchar(32) NULL,
  `progress_percentage` tinyint unsigned NOT NULL DEFAULT 0,
  `processing_started_at` datetime(6) NULL,
  `processing_completed_at` datetime(6) NULL,
  `error_code` varchar(64) NULL,
  `error_message` varchar(1000) NULL,
  `error_stage` varchar(32) NULL,
  `requested_stages` json NULL,
  `correlation_id` char(36) ascii_bin NULL,
  `created_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  `updated_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_call_per_tenant` (`tenant_id`,`apex_id`),
  KEY `claim` (`processing_status`,`priority`,`available_at`,`id`),
  KEY `recover` (`processing_status`,`lease_expires_at`,`id`),
  KEY `lanes` (`processing_status`,`tenant_id`,`priority`,`available_at`,`id`),
  KEY `finished` (`processing_status`,`processing_completed_at`,`id`,`error_code`,`tenant_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_call_transcription_segments` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `recording_id` bigint unsigned NOT NULL,
  `transcription_id` bigint unsigned NOT NULL,
  `sequence` int unsigned NOT NULL,
  `segment_key` varchar(32) ascii_bin NOT NULL,
  `start_ms` int unsigned NOT NULL,
  `end_ms` int unsigned NOT NULL,
  `channel` tinyint unsigned NOT NULL,
  `speaker_label` varchar(16) NOT NULL,
  `speaker_role` enum('agent','customer','ivr','unknown') NOT NULL,
  `speaker_name` varchar(191) NULL,
  `text` text NOT NULL,
  `confidence` decimal(5,4) NULL,
  `words` json NOT NULL,
  `edited_text` text NULL,
  `edited_by` varchar(191) NULL,
  `edited_at` datetime(6) NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `by_sequence` (`recording_id`,`sequence`),
  KEY `of_transcription` (`transcription_id`,`sequence`),
  CONSTRAINT `segments_of_transcription` FOREIGN KEY (`transcription_id`) REFERENCES `ai_call_transcriptions` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_call_transcriptions` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `recording_id` bigint unsigned NOT NULL,
  `full_transcript` mediumtext NOT NULL,
  `language_detected` varchar(16) NULL,
  `language_confidence` decimal(5,4) NULL,
  `confidence` decimal(5,4) NULL,
  `is_low_confidence` tinyint NOT NULL DEFAULT 0,
  `word_count` int unsigned NOT NULL,
  `engine` varchar(64) NOT NULL,
  `model_used` varchar(191) NOT NULL,
  `model_sha256` char(64) ascii_bin NOT NULL,
  `model_is_generated` tinyint NOT NULL DEFAULT 0,
  `settings_hash` char(64) ascii_bin NOT NULL,
  `redaction_hash` char(64) ascii_bin NULL,
  `processing_ms` int unsigned NOT NULL,
  `real_time_factor` decimal(9,5) NOT NULL,
  `pii_count` int unsigned NOT NULL,
  `pii_types` json NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `reuse_key` char(64) ascii_bin NULL,
  `reused_from_recording_id` bigint unsigned NULL,
  `speech_quality` json NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_per_recording` (`recording_id`),
  KEY `by_reuse_key` (`reuse_key`,`recording_id`),
  CONSTRAINT `transcription_of_recording` FOREIGN KEY (`recording_id`) REFERENCES `ai_call_recordings` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_migration_lock` (
  `id` varchar(255) NOT NULL,
  `is_locked` int NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_migrations` (
  `name` varchar(255) NOT NULL,
  `timestamp` varchar(255) NOT NULL,
  PRIMARY KEY (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_pii_reveals` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `tenant_id` bigint unsigned NOT NULL,
  `recording_id` bigint unsigned NOT NULL,
  `token` varchar(64) ascii_bin NOT NULL,
  `actor` varchar(191) NOT NULL,
  `reason` varchar(500) NOT NULL,
  `revealed_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `of_token` (`tenant_id`,`token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_pii_vault` (
  `recording_id` bigint unsigned NOT NULL,
  `token` varchar(64) ascii_bin NOT NULL,
  `tenant_id` bigint unsigned NOT NULL,
  `type` varchar(32) ascii_bin NOT NULL,
  `sealed` text ascii_bin NOT NULL,
  `created_at` datetime(6) NOT NULL,
  PRIMARY KEY (`recording_id`,`token`),
  KEY `by_token` (`tenant_id`,`token`),
  CONSTRAINT `vault_of_recording` FOREIGN KEY (`recording_id`) REFERENCES `ai_call_recordings` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_tenant_configs` (
  `tenant_id` bigint unsigned NOT NULL,
  `service` varchar(32) ascii_bin NOT NULL,
  `config` json NOT NULL,
  `hash` char(64) ascii_bin NULL,
  `updated_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  PRIMARY KEY (`tenant_id`,`service`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_tenant_features` (
  `tenant_id` bigint unsigned NOT NULL,
  `feature` varchar(32) ascii_bin NOT NULL,
  `enabled` tinyint unsigned NOT NULL,
  `updated_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`feature`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_tenant_turns` (
  `tenant_id` bigint unsigned NOT NULL,
  `band` tinyint unsigned NOT NULL,
  `served_at` datetime(6) NOT NULL,
  PRIMARY KEY (`tenant_id`,`band`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_tenants` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `name` varchar(191) NOT NULL,
  `max_concurrent` smallint unsigned NULL,
  `created_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  `updated_at` datetime(6) NOT NULL DEFAULT utc_timestamp(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `by_name` (`name`),
  KEY `capped` (`max_concurrent`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_voice_prints` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `tenant_id` bigint unsigned NOT NULL,
  `agent_id` varchar(191) NOT NULL,
  `agent_name` varchar(191) NULL,
  `model_sha256` char(64) ascii_bin NOT NULL,
  `sealed_vector` text ascii_bin NOT NULL,
  `seconds` double NOT NULL,
  `recordings` int unsigned NOT NULL,
  `created_at` datetime(6) NOT NULL,
  `updated_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `one_per_agent` (`tenant_id`,`model_sha256`,`agent_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE `ai_workers` (
  `id` char(36) ascii_bin NOT NULL,
  `name` varchar(191) NOT NULL,
  `host` varchar(191) NOT NULL,
  `pid` int unsigned NOT NULL,
  `version` varchar(32) NOT NULL,
  `commit_hash` varchar(64) NULL,
  `jetpack` varchar(64) NULL,
  `gpu` varchar(191) NULL,
  `models` json NULL,
  `state` enum('initialising','running','draining','drained','failed') NOT NULL,
  `current_recording_id` bigint unsigned NULL,
  `started_at` datetime(6) NOT NULL,
  `heartbeat_at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `by_heartbeat` (`heartbeat_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
