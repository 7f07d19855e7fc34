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
} as const;
