import type { z } from 'zod';
import type { ConfigDocument } from './document.ts';

type BuiltIn = z.input<typeof ConfigDocument>;

/**
 * What service calls in general are judged by: the tier below all others. Topics and actions of this tier stand in
 * rules/topic-rules.ts and rules/action-rules.ts.
 */
export const BUILT_IN: Pick<BuiltIn, 'rubric' | 'compliance' | 'categories'> = {
  rubric: [
    { criterion: 'opening', guidance: 'greeting, own name and an offer of help' },
    { criterion: 'empathy', guidance: 'the feeling of the customer was heard and named' },
    { criterion: 'listening', guidance: 'let the customer speak, asked, did not interrupt' },
    { criterion: 'clarity', guidance: 'plain words at a comfortable pace' },
    { criterion: 'resolution', guidance: 'the matter was settled or the next step was named' },
    { criterion: 'closing', guidance: 'offered further help and said goodbye' },
  ],
  compliance: [
    {
      rule: 'greeting',
      kind: 'required',
      severity: 'low',
      action: 'greeted the caller',
      withinSeconds: 30,
      question: 'Did the agent greet the customer at the beginning?',
    },
    {
      rule: 'recording disclosure',
      kind: 'required',
      severity: 'medium',
      by: 'service',
      action: 'said the call is recorded',
      phrases: ['call|calls * recorded|monitored', 'recorded|monitored for'],
      question: 'Did anyone say that the call is recorded?',
    },
    {
      rule: 'closing',
      kind: 'required',
      severity: 'low',
      action: 'closed politely',
      question: 'Did the agent close the call politely?',
    },
    {
      rule: 'identity check',
      kind: 'required',
      severity: 'medium',
      action: 'verified identity',
      onlyIf: ['balance|account|policy|card|payment', 'transaction*', 'refund*'],
      question: 'Did the agent check who the customer is?',
    },
    {
      rule: 'agent language',
      kind: 'forbidden',
      severity: 'high',
      phrases: [
        'shut up',
        'idiot|idiots|moron|stupid',
        'fuck*|shit|bullshit|bastard*|bitch*|wanker*|arsehole*|asshole*',
      ],
      question: 'Did the agent use abusive language?',
    },
  ],
  categories: [
    { name: 'nobody spoke', when: { situation: 'empty' } },
    { name: 'voicemail', when: { situation: 'voicemail' } },
    { name: 'recorded voice only', when: { situation: 'recorded_voice_only' } },
    { name: 'one-sided', when: { situation: 'one_sided' } },
    { name: 'wrong number', when: { said: ['wrong number', '(nobody|no one) * by that name'] } },
    { name: 'complaint', when: { topic: 'complaint' } },
    {
      name: 'risk of leaving',
      when: {
        said: [
          'cancel|close|end|leave * account|contract|subscription|policy|you',
          'take|taking my business elsewhere',
          'switch|switching to * provider|company|bank',
        ],
        by: 'customer',
      },
    },
    {
      name: 'manager demanded',
      when: { said: ['speak|talk * manager|supervisor', 'want|get * manager|supervisor'], by: 'customer' },
    },
    {
      name: 'repeated contact',
      when: {
        said: [
          'second|third|fourth|fifth|sixth time',
          'called|rang|phoned * times|twice|again|already|before',
          'keep calling|ringing',
        ],
        by: 'customer',
      },
    },
    { name: 'transferred', when: { action: 'transferred the call' } },
    { name: 'escalated', when: { action: 'escalated' } },
    { name: 'no greeting in the first 30 seconds', when: { broken: 'greeting' } },
    { name: 'disclosure never read', when: { broken: 'recording disclosure' } },
    { name: 'details discussed without an identity check', when: { broken: 'identity check' } },
    { name: 'upset customer', when: { situation: 'conversation', sentimentAtMost: -4 } },
    { name: 'much silence', when: { situation: 'conversation', silenceShareAtLeast: 0.35 } },
  ],
};
