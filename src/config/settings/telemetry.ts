import { choice, setting, text, whole } from './setting.ts';

/** The settings of the group Telemetry. */
export const TELEMETRY = {
  httpHost: setting(
    'CALLMILL_HTTP_HOST',
    'Telemetry',
    'Address of /metrics, /healthz and /readyz.',
    text().default('0.0.0.0'),
  ),
  httpPort: setting(
    'CALLMILL_HTTP_PORT',
    'Telemetry',
    'Its port; 0 switches it off.',
    whole(0, 65535).default(9464),
  ),
  logLevel: setting(
    'CALLMILL_LOG_LEVEL',
    'Telemetry',
    'Lowest level written.',
    choice(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
  qualitySample: setting(
    'CALLMILL_QUALITY_SAMPLE',
    'Telemetry',
    "Calls of the last UTC day that one worker looks at for the fleet's confidence and guard rates (`callmill_sample_*`); 0 for none.",
    whole(0, 10_000).default(0),
  ),
} as const;
