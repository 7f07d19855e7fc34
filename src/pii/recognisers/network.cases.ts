import type { RuleCase } from './recogniser.ts';

/** Addresses of the ranges kept free for documentation. */
export const networkCases: readonly RuleCase[] = [
  { said: 'the router has 192.0.2.14 now', finds: 'IP_ADDRESS' },
  { said: '2001:db8::17', finds: 'IP_ADDRESS' },
  { said: 'one nine two dot zero dot two dot fourteen', finds: 'IP_ADDRESS' },
  { said: '00:00:5E:00:53:AF', finds: 'MAC_ADDRESS' },
  { said: 'see https://example.com/a?b=1', finds: 'URL' },
  { said: 'go to example.com', finds: 'URL' },
  { said: 'w w w dot example dot com slash help', finds: 'URL' },
  { said: 'send it to BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', finds: 'CRYPTO' },
  { said: 'it works.but slowly', finds: null },
  { said: 'version 1.2.3 of it', finds: null },
  { said: 'www.', finds: null },
];
