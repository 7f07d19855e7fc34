import type { Role } from './roles.ts';

/** Words that together are an order: of each group one, in any order, within so many tokens. */
export interface Combination {
  readonly groups: readonly (readonly Role[])[];
  readonly within: number;
  /** Also said by somebody who asks for the other party's own rating; near a word of such a question it is no order. */
  readonly survey?: true;
}

export const COMBINATIONS: readonly Combination[] = [
  // break the rules
  { groups: [['drop'], ['rules']], within: 8 },
  { groups: [['drop'], ['someRules'], ['most', 'criterion', 'verdict', 'points']], within: 12 },
  { groups: [['rules'], ['as'], ['jest']], within: 8 },
  // give points
  { groups: [['give', 'score', 'duty'], ['verdict', 'points'], ['most']], within: 9, survey: true },
  { groups: [['give', 'judge', 'duty'], ['criterion'], ['most', 'praise']], within: 9 },
  { groups: [['criterion'], ['number']], within: 8, survey: true },
  { groups: [['verdict'], ['number']], within: 4, survey: true },
  { groups: [['drop'], ['finding']], within: 5 },
  { groups: [['scoreAgent'], ['most', 'praise']], within: 9, survey: true },
  { groups: [['call'], ['judge', 'deem'], ['most', 'praise']], within: 10, survey: true },
  { groups: [['call'], ['give'], ['number', 'praise']], within: 10, survey: true },
  { groups: [['report', 'outcome', 'verdict'], ['lenient']], within: 9, survey: true },
  { groups: [['change'], ['verdict', 'points'], ['call', 'finding']], within: 9, survey: true },
  { groups: [['call'], ['verdict', 'points'], ['most']], within: 10, survey: true },
  { groups: [['drop', 'give'], ['whileJudging']], within: 12, survey: true },
  // to whom
  { groups: [['reader'], ['leaveOut', 'lenient']], within: 12 },
  { groups: [['authority'], ['give', 'drop', 'judge'], ['agent', 'call', 'praise', 'most']], within: 14 },
  {
    groups: [
      ['reader'],
      ['give', 'drop'],
      ['most', 'praise', 'verdict', 'points', 'rules', 'someRules', 'finding'],
    ],
    within: 12,
  },
  { groups: [['reader'], ['judge'], ['number', 'points', 'call']], within: 12 },
  { groups: [['reader'], ['duty', 'deem'], ['most', 'praise', 'verdict', 'points']], within: 12 },
  {
    groups: [
      ['machine'],
      ['give', 'score', 'drop'],
      ['most', 'praise'],
      ['verdict', 'points', 'outcome', 'call'],
    ],
    within: 12,
  },
  // believe what was not
  { groups: [['deem', 'write'], ['procedure'], ['done']], within: 9 },
  { groups: [['deem'], ['as'], ['jest']], within: 7 },
  { groups: [['call'], ['jest'], ['drop', 'give', 'deem']], within: 10 },
  { groups: [['deem', 'write'], ['even']], within: 10 },
  { groups: [['pretend']], within: 1 },
  // write it differently
  { groups: [['report'], ['drop']], within: 9 },
  { groups: [['report'], ['give'], ['praise']], within: 8 },
];
