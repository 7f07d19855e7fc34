import { choice, endpointUrl, optionalText, setting, text, whole } from './setting.ts';

/** The settings of the group Endpoints. */
export const ENDPOINTS = {
  chatEndpoint: setting(
    'CALLMILL_CHAT_ENDPOINT',
    'Endpoints',
    'Base address of an OpenAI-compatible server for analysis, e.g. `http://vllm:8000/v1`; asked when the model here fails or is `none`.',
    endpointUrl(),
  ),
  chatEndpointModel: setting(
    'CALLMILL_CHAT_ENDPOINT_MODEL',
    'Endpoints',
    'Its model.',
    text().default('default'),
  ),
  chatEndpointKey: setting(
    'CALLMILL_CHAT_ENDPOINT_KEY',
    'Endpoints',
    'Its key, if it wants one.',
    optionalText(),
    true,
  ),
  chatEndpointContext: setting(
    'CALLMILL_CHAT_ENDPOINT_CONTEXT',
    'Endpoints',
    'Tokens its context holds.',
    whole(1024, 2_000_000).default(8192),
  ),
  speechEndpoint: setting(
    'CALLMILL_SPEECH_ENDPOINT',
    'Endpoints',
    'Base address of an OpenAI-compatible server for transcription (`verbose_json`).',
    endpointUrl(),
  ),
  speechEndpointModel: setting(
    'CALLMILL_SPEECH_ENDPOINT_MODEL',
    'Endpoints',
    'Its model.',
    text().default('whisper-1'),
  ),
  speechEndpointKey: setting(
    'CALLMILL_SPEECH_ENDPOINT_KEY',
    'Endpoints',
    'Its key, if it wants one.',
    optionalText(),
    true,
  ),
  speechEndpointUse: setting(
    'CALLMILL_SPEECH_ENDPOINT_USE',
    'Endpoints',
    '`fallback` asks it when the model here fails, `first` before that one.',
    choice(['fallback', 'first']).default('fallback'),
  ),
  endpointTimeoutSeconds: setting(
    'CALLMILL_ENDPOINT_TIMEOUT_SECONDS',
    'Endpoints',
    'Longest wait for one answer of an endpoint.',
    whole(1, 3600).default(60),
  ),
  endpointTenants: setting(
    'CALLMILL_ENDPOINT_TENANTS',
    'Endpoints',
    'Whose words and audio may leave for an endpoint: `listed`, tenants with the feature remote_analysis or remote_transcription, or `all`.',
    choice(['listed', 'all']).default('listed'),
  ),
} as const;
