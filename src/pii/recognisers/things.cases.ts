import type { RuleCase } from './recogniser.ts';

export const thingCases: readonly RuleCase[] = [
  { said: 'passport 912803456', finds: 'PASSPORT' },
  { said: 'my passport number is z one two eight oh three four five six', finds: 'PASSPORT' },
  { said: "my driver's license is H12234567", finds: 'DRIVER_LICENCE' },
  { said: '1M8GDM9AXKP042788', finds: 'VIN' },
  { said: 'the imei is 490154203237518', finds: 'IMEI' },
  { said: 'my passport expired 2 years ago', finds: null },
];
