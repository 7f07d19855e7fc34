import { choice, decimal, flag, optionalText, setting, text } from './setting.ts';

/** The settings of the group Calls. */
export const CALLS = {
  language: setting(
    'CALLMILL_LANGUAGE',
    'Calls',
    'Spoken language (`en`, `de` …) or `auto`.',
    text().default('auto'),
  ),
  speechSettings: setting(
    'CALLMILL_SPEECH_SETTINGS',
    'Calls',
    'JSON file with allowed languages, vocabulary, filler words and thresholds, per tenant if need be (docs/transcripts.md).',
    optionalText(),
  ),
  channelRoles: setting(
    'CALLMILL_CHANNEL_ROLES',
    'Calls',
    'Roles of the channels where the row gives none, left first, e.g. "agent,customer"; "auto" goes by greeting, ringing tone and who speaks first, agent left when unsure.',
    text().default('auto'),
  ),
  minAudioSeconds: setting(
    'CALLMILL_MIN_AUDIO_SECONDS',
    'Calls',
    'Shorter recordings are refused.',
    decimal(0.1, 60).default(0.5),
  ),
  maxAudioMinutes: setting(
    'CALLMILL_MAX_AUDIO_MINUTES',
    'Calls',
    'Longer recordings are refused.',
    decimal(0.1, 1440).default(240),
  ),
  reuseTranscripts: setting(
    'CALLMILL_REUSE_TRANSCRIPTS',
    'Calls',
    'Use the transcript of an earlier recording of the tenant when audio, models and settings are the same.',
    flag().default(true),
  ),
  redact: setting(
    'CALLMILL_REDACT',
    'Calls',
    'Redact personal data. Off is for test data only.',
    flag().default(true),
  ),
  redactedAudio: setting(
    'CALLMILL_REDACTED_AUDIO',
    'Calls',
    'How redacted spans sound: `mute`, `beep`, or `off` to write no audio.',
    choice(['mute', 'beep', 'off']).default('mute'),
  ),
  analysisTimeoutSeconds: setting(
    'CALLMILL_ANALYSIS_TIMEOUT',
    'Calls',
    'Seconds the language model gets before the rules answer.',
    decimal(1, 3600).default(120),
  ),
} as const;
