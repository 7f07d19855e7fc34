import { describe, expect, it } from 'vitest';
import { findActionItems } from '../../src/analysis/rules/action-items.ts';
import { readLines } from '../../src/analysis/rules/lines.ts';
import { dialogue, type Turn } from './dialogue.ts';

const items = (...turns: readonly Turn[]) =>
  findActionItems(readLines(dialogue(...turns).segments)).map(({ who, what, byWhen }) => ({
    who,
    what,
    byWhen,
  }));

describe('action items', () => {
  it('takes two promises of one breath apart, each with its own time', () => {
    expect(
      items(['agent', "I'LL REFUND THE PAYMENT WITHIN THREE WORKING DAYS WE'LL SEND YOU A CARD BY FRIDAY"]),
    ).toEqual([
      {
        who: 'agent',
        what: 'i will refund the payment within three working days',
        byWhen: 'within three working days',
      },
      { who: 'agent', what: 'we will send you a card by friday', byWhen: 'by friday' },
    ]);
  });

  it('gives the customer their part', () => {
    expect(
      items(['customer', "okay i'll send the form tomorrow"], ['agent', 'please return the old router']),
    ).toEqual([
      { who: 'customer', what: 'i will send the form tomorrow', byWhen: 'tomorrow' },
      { who: 'customer', what: 'please return the old router', byWhen: null },
    ]);
  });

  it('keeps a promise made twice once', () => {
    expect(
      items(
        ['agent', 'i will email you the form'],
        ['customer', 'okay'],
        ['agent', 'so i will email you the form'],
      ),
    ).toHaveLength(1);
  });

  it('does not take what is done within the call for a promise', () => {
    expect(items(['agent', 'let me check that for you'], ['ivr', 'someone will call you back'])).toEqual([]);
  });
});
