import { type Envelope, measureEnvelope } from '../../audio/envelope.ts';
import type { PcmFile } from '../../audio/pcm-file.ts';
import { layoutOf } from '../../speakers/channel-layout.ts';
import { ringingMs } from '../../speakers/ring-tone.ts';
import type { Call } from '../call.ts';

/** What is to be heard of a recording's channels. */
export interface Channels {
  /** To transcribe: one party each, or the single one that holds them all. */
  readonly heard: readonly PcmFile[];
  /** All parties are on the one heard channel: voices must be told apart. */
  readonly mixed: boolean;
  /** Of every channel of the recording. */
  readonly envelopes: readonly Envelope[];
  /** Channels on which a ringing tone was heard. */
  readonly ringing: readonly number[];
}

/** Looks at the channels before anybody listens: who is where, which one rings. What the row says is believed. */
export async function examineChannels(call: Call, channels: readonly PcmFile[]): Promise<Channels> {
  const envelopes: Envelope[] = [];
  for (const channel of channels) envelopes.push(await measureEnvelope(channel));
  const layout = call.channelRoles === null ? layoutOf(envelopes) : { kind: 'parties' as const };
  const [first] = channels;
  if (layout.kind === 'mixed' || channels.length === 1) {
    const one = layout.kind === 'mixed' ? channels.find(({ channel }) => channel === layout.channel) : first;
    return { heard: one === undefined ? [] : [one], mixed: true, envelopes, ringing: [] };
  }
  const ringing: number[] = [];
  for (const channel of channels) if ((await ringingMs(channel)) > 0) ringing.push(channel.channel);
  return { heard: channels, mixed: false, envelopes, ringing };
}
