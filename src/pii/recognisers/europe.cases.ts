import type { RuleCase } from './recogniser.ts';

export const europeanCases: readonly RuleCase[] = [
  { said: 'my dni is 12345678Z', finds: 'ES_NIF' },
  { said: 'my dni is 12345678A', finds: 'REFERENCE' },
  { said: 'X1234567L', finds: 'ES_NIE' },
  { said: 'x one two three four five six seven l', finds: 'ES_NIE' },
  { said: 'steuer id 86 095 742 719', finds: 'DE_TAX_ID' },
  { said: 'steuer id 86 095 742 718', finds: 'DIGITS' },
  { said: 'pesel 44051401458', finds: 'PL_PESEL' },
  { said: 'my nir is 2 55 08 14 168 025 38', finds: 'FR_NIR' },
  { said: 'RSSMRA85T10A562S', finds: 'IT_FISCAL_CODE' },
  { said: 'codice fiscale r s s m r a eight five t ten a five six two s', finds: 'IT_FISCAL_CODE' },
  { said: 'my bsn is 111222333', finds: 'NL_BSN' },
  { said: 'it costs 12 euros', finds: null },
];
