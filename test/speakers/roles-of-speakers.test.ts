import { describe, expect, it } from 'vitest';
import { type AttributionInput, attributeSpeakers } from '../../src/speakers/attribute-speakers.ts';
import { recording, speak, turn, utterance } from './talk.ts';

const names = { agentName: 'Dana Whitfield', customerName: 'Morgan Lee' };

/** Who speaks, as `role/name`, in order of first words. */
function cast(input: AttributionInput): string[] {
  const speakers = new Map(
    attributeSpeakers(input).map((s) => [s.speakerLabel, `${s.speakerRole}/${s.speakerName ?? '-'}`]),
  );
  return [...speakers.values()];
}

/** One line each 20 s, every line another voice on a mono recording. */
function mono(lines: readonly string[], given: Partial<AttributionInput> = {}): string[] {
  return cast(
    recording({
      utterances: lines.map((line, i) => utterance(0, speak(line, i * 20_000))),
      turns: lines.map((_, i) => turn(i, i * 20_000, (i + 1) * 20_000)),
      ...names,
      ...given,
    }),
  );
}

const stereo = (given: Partial<AttributionInput>) =>
  cast(
    recording({
      channels: 2,
      utterances: [utterance(0, speak('hello')), utterance(1, speak('hi', 900))],
      ...names,
      ...given,
    }),
  );

const agentFirst = ['agent/Dana Whitfield', 'customer/Morgan Lee'];
const customerFirst = ['customer/Morgan Lee', 'agent/Dana Whitfield'];

describe('channels', () => {
  it('are agent left and customer right when the row says nothing', () => {
    expect(stereo({})).toEqual(['agent/Dana Whitfield', 'customer/Morgan Lee']);
  });

  it('follow the row, by number or by side', () => {
    const swapped = ['customer/Morgan Lee', 'agent/Dana Whitfield'];
    expect(stereo({ channelRoles: { 0: 'customer', 1: 'agent' } })).toEqual(swapped);
    expect(stereo({ channelRoles: { left: 'customer', right: 'agent' } })).toEqual(swapped);
  });

  it('are told by the greeting when the row says nothing', () => {
    const said = (left: string, right: string, given: Partial<AttributionInput> = {}) =>
      cast(
        recording({
          channels: 2,
          utterances: [utterance(0, speak(left, 900)), utterance(1, speak(right))],
          ...names,
          ...given,
        }),
      );
    expect(said('hi my card is lost', 'thank you for calling acme')).toEqual(agentFirst);
    expect(said('hello', 'hello', { direction: 'inbound' })).toEqual(customerFirst);
    expect(said('hello', 'good morning', { direction: 'inbound', ringing: [1] })).toEqual(agentFirst);
    expect(said('hello', 'hello', { direction: 'outbound', ringing: [0] })).toEqual(customerFirst);
    expect(said('hello', 'hello', { knownVoices: [{ speaker: 1, agentName: 'Robin Park' }] })).toEqual([
      'agent/Robin Park',
      'customer/Morgan Lee',
    ]);
    expect(
      said('hi my card is lost', 'thank you for calling acme', { channelRoles: { 0: 'agent' } }),
    ).toEqual(customerFirst);
  });

  it('complete each other when the row knows one of two', () => {
    expect(stereo({ channelRoles: { 1: 'agent' } })).toEqual(['customer/Morgan Lee', 'agent/Dana Whitfield']);
    expect(stereo({ channelRoles: { 0: 'ivr' } })).toEqual(['ivr/-', 'unknown/-']);
  });

  it('give no name to two speakers of one role', () => {
    expect(stereo({ channelRoles: { 0: 'agent', 1: 'agent' } })).toEqual(['agent/-', 'agent/-']);
  });

  it('leave a single voice unknown unless the row or its own words tell', () => {
    const one = (text: string, given: Partial<AttributionInput> = {}) =>
      cast(recording({ utterances: [utterance(0, speak(text))], ...names, ...given }));
    expect(one('hello')).toEqual(['unknown/-']);
    expect(one('hello', { channelRoles: { 0: 'customer' } })).toEqual(['customer/Morgan Lee']);
    expect(one('thank you for calling')).toEqual(['agent/Dana Whitfield']);
  });
});

const unsure = ['unknown/-', 'unknown/-'];

describe('two voices on mono', () => {
  it.each<[string, string[], AttributionInput['direction'], string[]]>([
    ['a greeting', ['Thank you for calling Acme', 'hi there'], null, agentFirst],
    ['an offer of help', ['hello', 'Hi, how can I help you today?'], null, customerFirst],
    ['a name and a company', ['hello my name is sam from acme bank', 'hello'], null, agentFirst],
    ['the reason of an inbound call', ['acme', "I'm calling about my bill"], 'inbound', agentFirst],
    ['the reason of an outbound call', ['hello', "I'm calling about your bill"], 'outbound', customerFirst],
    ['a business as inbound caller', ['good morning', 'this is bob from the garage'], 'inbound', unsure],
    ['the same words outbound', ['good morning', 'this is bob from the garage'], 'outbound', customerFirst],
    ['nothing but the direction', ['good morning', 'good morning'], 'inbound', unsure],
    ['nothing at all', ['good morning', 'good morning'], null, unsure],
    ['two greetings', ['how can i help', 'how can i help'], null, unsure],
  ])('tells by %s', (_, lines, direction, expected) => {
    expect(mono(lines, { direction })).toEqual(expected);
  });

  it('reads only the first words: an offer of help late in the call says nothing', () => {
    const late = `${'word '.repeat(45)}how can i help`;
    expect(mono([late, 'good morning'])).toEqual(unsure);
  });
});

describe('more voices on mono', () => {
  it('knows the machine that answers', () => {
    expect(
      mono([
        'Your call is important to us press one for sales',
        'thank you for calling how can i help',
        'hello',
      ]),
    ).toEqual(['ivr/-', 'agent/Dana Whitfield', 'customer/Morgan Lee']);
  });

  it('finds both agents of a transferred call and names neither', () => {
    expect(mono(['thank you for calling', 'my phone is dead', 'my name is ada how can i help'])).toEqual([
      'agent/-',
      'customer/Morgan Lee',
      'agent/-',
    ]);
  });

  it('leaves open who is who among several silent parties', () => {
    expect(mono(['thank you for calling', 'yes', 'no'])).toEqual([
      'agent/Dana Whitfield',
      'unknown/-',
      'unknown/-',
    ]);
  });
});
