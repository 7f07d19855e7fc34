import type { RuleCase } from './recogniser.ts';

export const addressCases: readonly RuleCase[] = [
  { said: 'i live at 221 Oakhurst Avenue, Springfield', finds: 'ADDRESS' },
  { said: 'twelve fernhill road', finds: 'ADDRESS' },
  { said: 'it is 600 pine hollow road apt 183 a east norwich ny', finds: 'ADDRESS' },
  { said: 'P.O. Box 255', finds: 'ADDRESS' },
  { said: 'my address is 43 kestrel view leeds', finds: 'ADDRESS' },
  { said: 'i walked down the street for 5 minutes', finds: null },
  { said: 'it is twenty eight kilograms per square meter', finds: null },
  { said: 'my address is wrong', finds: null },
  { said: 'we had 3 drives', finds: null },
];
