import { z } from 'zod';
import { flag, setting } from './setting.ts';

/** The settings of the group Privacy. */
export const PRIVACY = {
  verifyRedactedAudio: setting(
    'CALLMILL_VERIFY_REDACTED_AUDIO',
    'Privacy',
    'Prove cleaned audio before it is published: what was muted must be silent, or, under a tone, no hidden word may be heard there.',
    flag().default(true),
  ),
  tenantKeys: setting(
    'CALLMILL_TENANT_KEYS',
    'Privacy',
    'Keys of the tenants, one "tenant:name:base64 of 32 bytes" a line; a tenant\'s last line seals, earlier ones still open.',
    z.string().default(''),
    true,
  ),
} as const;
