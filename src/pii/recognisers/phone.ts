import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js';
import type { NumberRule } from './number-rule.ts';

/** Telephone numbers, national in the policy's regions or international; lengths as in ITU-T E.164. */
export const phoneRule: NumberRule = {
  id: 'phone',
  type: 'PHONE_NUMBER',
  cues: [
    'phone number',
    'telephone number',
    'mobile number',
    'cell number',
    'cell phone',
    'contact number',
    'callback number',
    'call back number',
    'best number',
    'number to reach',
    'reach me on',
    'reach me at',
    'reach you on',
    'reach you at',
    'call me on',
    'call me at',
    'call you on',
    'call you back on',
    'phone no',
    'phone is',
    'mobile is',
    'landline',
  ],
  weakCues: ['phone', 'mobile', 'cell', 'telephone', 'ph'],
  statedLength: 5,
  shape: 'digits',
  score: (digits, policy) => {
    if (digits.length < 7 || digits.length > 15) return null;
    const regions = policy.phoneRegions.filter((region): region is CountryCode => isSupportedCountry(region));
    const national = regions.some((region) => parsePhoneNumberFromString(digits, region)?.isValid() === true);
    if (national) return 0.8;
    return digits.length > 10 && parsePhoneNumberFromString(`+${digits}`)?.isValid() === true ? 0.7 : null;
  },
  example: { written: '(212) 555-0123', spoken: 'two one two, triple five, oh one twenty three' },
  validator: 'number plan of the country (libphonenumber)',
};
