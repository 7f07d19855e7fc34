import { describe, expect, it } from 'vitest';
import { analyseByRules } from '../../src/analysis/rules-analyser.ts';
import { angryCall, cardCall, dialogue, emptyCall, oneSided, voicemail } from './dialogue.ts';

const topicsOf = (call: typeof cardCall) => analyseByRules(call).topics.map((topic) => topic.name);
const actionsOf = (call: typeof cardCall) => analyseByRules(call).agentActions.map((item) => item.action);

describe('rules on a satisfied caller', () => {
  it('names why they called, what was done and what is left', () => {
    const { summary } = analyseByRules(cardCall);
    expect(summary).toContain('The customer called about suspected fraud and a bill or charge.');
    expect(summary).toContain("verified the customer's identity");
    expect(summary).toContain('arranged a refund');
    expect(summary).toContain('Left to do (agent): "I will refund the payment within three working days".');
    expect(summary).toContain('a charge on my card that I do not recognise" (s0001)');
  });

  it('finds topics and actions in upper case without punctuation', () => {
    expect(topicsOf(cardCall)).toEqual(['fraud', 'billing', 'payment']);
    expect(actionsOf(cardCall)).toEqual([
      'greeted the caller',
      'gave their name',
      'offered help',
      'said the call is recorded',
      'verified identity',
      'apologised',
      'took card details',
      'looked into the account',
      'arranged a refund',
      'arranged a replacement',
      'cancelled or blocked something',
      'offered further help',
      'closed politely',
    ]);
  });

  it('hears the mood turn from worry to thanks', () => {
    const { sentimentScore, sentimentByQuarter } = analyseByRules(cardCall);
    expect(sentimentScore).toBeGreaterThan(0);
    expect(sentimentByQuarter[2]?.score).toBeLessThan(0);
    expect(sentimentByQuarter[3]?.score).toBeGreaterThan(2);
  });
});

describe('rules on an angry caller', () => {
  it('says so, and quotes them', () => {
    const { summary, sentimentScore, sentimentBySpeaker } = analyseByRules(angryCall);
    expect(sentimentScore).toBeLessThanOrEqual(-6);
    expect(sentimentBySpeaker.find((entry) => entry.speakerRole === 'customer')?.label).toBe('very_negative');
    expect(summary).toContain('The customer sounded very negative overall.');
    expect(summary).toContain('completely unacceptable');
  });

  it('finds the complaint, the fault and the cancellation', () => {
    expect(topicsOf(angryCall).slice(0, 3)).toEqual(['complaint', 'technical support', 'cancellation']);
    expect(actionsOf(angryCall)).toContain('escalated');
    expect(actionsOf(angryCall)).not.toContain('apologised');
  });
});

describe('rules on recordings that are no conversation', () => {
  it('an empty call says that nothing was said and judges nobody', () => {
    const findings = analyseByRules(emptyCall);
    expect(findings).toMatchObject({ summary: 'No speech was transcribed.', sentimentScore: 0, topics: [] });
    expect(findings.performanceScores).toEqual([]);
    expect(findings.complianceFlags).toEqual([]);
    expect(findings.sentimentByQuarter.map((quarter) => quarter.score)).toEqual([null, null, null, null]);
  });

  it('a voicemail is named one, with its message, and judges nobody', () => {
    const findings = analyseByRules(voicemail);
    expect(findings.summary).toMatch(/^The call reached a voicemail\. .*reschedule your appointment/);
    expect(findings.topics.map((topic) => topic.name)).toContain('appointment');
    expect(findings.performanceScores).toEqual([]);
    expect(findings.complianceFlags).toEqual([]);
  });

  it('one voice alone is named', () => {
    const findings = analyseByRules(oneSided);
    expect(findings.summary).toMatch(
      /^Only one voice was heard\. The call was about a delivery and an order\./,
    );
    expect(findings.performanceScores).toEqual([]);
  });

  it('a menu without a caller is named', () => {
    const menu = dialogue(['ivr', 'for sales press one for support press two']);
    expect(analyseByRules(menu).summary).toBe('Only a recorded voice was heard; nobody took the call.');
  });

  it('a wrong number is a topic and no bad mood', () => {
    const findings = analyseByRules(
      dialogue(
        ['agent', 'good afternoon is that mister [PERSON_1]'],
        ['customer', 'no sorry you have the wrong number'],
        ['agent', 'i am sorry to bother you goodbye'],
      ),
    );
    expect(findings.summary).toContain('The call was about a wrong number.');
    expect(findings.sentimentScore).toBeGreaterThanOrEqual(0);
  });
});
