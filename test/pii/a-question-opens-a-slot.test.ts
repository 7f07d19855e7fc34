import { describe, expect, it } from 'vitest';
import { redactTranscript } from '../../src/pii/redact.ts';
import { call, lines } from './a-call.ts';

describe('the answer to a question', () => {
  it.each([
    ['and the security code on the back', 'one two three', '[CVV]'],
    ['what is the expiry date', 'oh four twenty nine', '[EXPIRY]'],
    ['can i have your pin please', 'it is twelve twelve', 'it is [PIN]'],
    ['can you confirm your date of birth', 'the twelfth of march eighty five', 'the [DATE_OF_BIRTH]'],
    ['and your postcode please', 'Z Z 1 1 2 Z Z', '[POSTCODE]'],
    ['what are the last four digits', 'nine nine one two', '[LAST_FOUR]'],
    ['could i take your phone number', 'five five five', '[PHONE_NUMBER]'],
    ['may i have your full name please', 'yes sure it is maria lopez', 'yes sure it is [PERSON]'],
    ['who am i speaking with', 'peter parker', '[PERSON]'],
    ['can i have your name', 'it is tara long', 'it is [PERSON]'],
    ['can i have your name', 'tara quilfeather please', '[PERSON] please'],
    ['can i have your name', 'yes tara thanks', 'yes [PERSON] thanks'],
    ['can i have your name', 'tara quilfeather 7pm', '[PERSON] 7pm'],
    ['can i have your name', 'ours for 4 at 7:30pm under lopez', '[PERSON]'],
    ['can i have your name', 'at 8pm on the 3rd', 'at 8pm on the 3rd'],
    ['and your postcode please', 'oh okay Z Z 1 1 2 Z Z sorry', 'oh okay [POSTCODE] sorry'],
    ['and your postcode please', 'zulu zulu one two is that just', '[POSTCODE] is that just'],
  ])('"%s" hides %j', (question, answer, redacted) => {
    expect(lines(redactTranscript(call(['a', question], ['c', answer])).segments)[1]).toBe(redacted);
  });

  it('survives a backchannel and closes when the asker goes on to something else', () => {
    const { segments } = redactTranscript(
      call(
        ['a', 'can i have the security code'],
        ['c', 'okay'],
        ['a', 'take your time'],
        ['c', 'three two one'],
        ['a', 'thank you and what is your postcode'],
        ['c', 'why do you need it i am 45 minutes away'],
      ),
    );
    expect(lines(segments)[3]).toBe('[CVV]');
    expect(lines(segments)[5]).not.toContain('[CVV]');
  });

  it('is not taken for a name when it is a sentence, nor digits for a code when nobody asked', () => {
    const said = call(
      ['a', 'can i have your name'],
      ['c', 'why do you want to know'],
      ['a', 'we sent your card number to you'],
      ['c', 'it took 25 days'],
    );
    expect(lines(redactTranscript(said).segments)).toEqual(lines(said));
  });

  it('is hidden wherever it is said again: the name in part, possessive or spelled', () => {
    const { segments } = redactTranscript(
      call(
        ['c', 'my name is maria lopez and my bill is wrong'],
        ['a', 'thank you maria'],
        ['c', 'that is L O P E Z'],
        ['a', "so it is lopez's bill"],
      ),
    );
    expect(lines(segments)).toEqual([
      'my name is [PERSON] and my bill is wrong',
      'thank you [PERSON]',
      'that is [PERSON]',
      'so it is [PERSON] bill',
    ]);
  });

  it('ends with its code when nobody asked: words that only sound like a part of one stay', () => {
    const said = call(['c', 'my policy number is 27 ABC 41 for tax on the car']);
    expect(lines(redactTranscript(said).segments)).toEqual([
      'my policy number is [POLICY_NUMBER] for tax on the car',
    ]);
  });

  it('hides a name known beforehand, and the customer’s name on the segment', () => {
    const said = call(['a', 'hello ms lopez'], ['c', 'hello']).map((segment) => ({
      ...segment,
      speakerName: segment.speakerRole === 'agent' ? 'Alex' : 'Maria Lopez',
    }));
    const { segments } = redactTranscript(said);
    expect(lines(segments)[0]).toBe('hello ms [PERSON]');
    expect(segments.map((segment) => segment.speakerName)).toEqual(['Alex', null]);
  });
});
