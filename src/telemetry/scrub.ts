import { isIPv4 } from 'node:net';

/** Seven and more digits, however grouped: a phone or card number, an account. */
const DIGIT_RUN = /\d(?:[\s.()-]*\d){6,}/g;
const EMAIL = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+/g;
/** Credentials before the host and everything after the path: signatures, tokens. */
const URL_SECRETS = /(\w+:\/\/)(?:[^\s/@]+@)?([^\s?#"']*)(?:[?#][^\s"']*)?/g;
/** A long run of letters and digits mixed: a key. */
const KEY = /\b(?=[A-Za-z_+=]*\d)(?=[\d_+=]*[A-Za-z])[\w+=]{24,}/g;

/**
 * The second fence behind the rule that messages hold no data: takes out what looks like a number of a person, an
 * address, a signed URL or a key.
 */
export function scrub(text: string): string {
  return text
    .replace(URL_SECRETS, '$1$2')
    .replace(EMAIL, '[e-mail]')
    .replace(KEY, '[key]')
    .replace(DIGIT_RUN, (run) => (isIPv4(run) ? run : '[digits]'));
}

/** Whether {@link scrub} would take something out. */
export function looksSensitive(text: string): boolean {
  return scrub(text) !== text;
}
