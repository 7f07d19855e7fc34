import { describe, expect, it } from 'vitest';
import { type AttributionInput, attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import { recording, speak, utterance } from './talk.ts';

function cast(given: Partial<AttributionInput>): string[] {
  const segments = attributeSpeakers(
    recording({ channels: 2, agentName: 'Dana Whitfield', customerName: 'Morgan Lee', ...given }),
  );
  return [
    ...new Map(segments.map((s) => [s.speakerLabel, `${s.speakerRole}/${s.speakerName ?? '-'}`])).values(),
  ];
}

const before = [
  utterance(0, speak('thank you for calling how can i help', 0)),
  utterance(1, speak('i need somebody for my pension', 4000)),
  utterance(0, speak('one moment i will put you through', 35_000)),
];

describe('an agents’ channel', () => {
  it('holds two agents when somebody greets anew after the line was quiet; the row’s name is then nobody’s', () => {
    const second = utterance(0, speak('good morning you are speaking to the pensions team', 60_000));
    expect(cast({ utterances: [...before, second] })).toEqual(['agent/-', 'customer/Morgan Lee', 'agent/-']);
  });

  it('holds one agent who comes back from a hold', () => {
    const back = utterance(0, speak('thanks for holding i have your details here', 60_000));
    expect(cast({ utterances: [...before, back] })).toEqual(['agent/Dana Whitfield', 'customer/Morgan Lee']);
  });

  it('holds one agent who greets twice without a silence or at the very beginning', () => {
    const asks = utterance(1, speak('are you still there', 39_000));
    const again = utterance(0, speak('how can i help you', 40_500));
    expect(cast({ utterances: [...before, asks, again] })).toHaveLength(2);
    const early = [before[0], utterance(0, speak('how can i help you', 8000)), before[1]];
    expect(cast({ utterances: early.filter((u) => u !== undefined) })).toHaveLength(2);
  });
});
