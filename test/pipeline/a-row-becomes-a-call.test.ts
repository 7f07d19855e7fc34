import { describe, expect, it } from 'vitest';
import { callFromRow } from '../../src/pipeline/call.ts';
import { redactedKey } from '../../src/pipeline/stages/redact.ts';
import type { RecordingRow } from '../../src/queue/read.ts';

const row = (given: Partial<RecordingRow>): RecordingRow =>
  ({
    storage_key: 'a.wav',
    storage_bucket: null,
    source_url: null,
    metadata: null,
    channel_roles: null,
    size_bytes: null,
    sha256: null,
    direction: null,
    agent_name: null,
    customer_name: null,
    ...given,
  }) as RecordingRow;

describe('a row', () => {
  it('names its audio by key or by address, the key first', () => {
    expect(callFromRow(row({ storage_bucket: 'b' })).source).toEqual({
      kind: 'object',
      bucket: 'b',
      key: 'a.wav',
    });
    const url = 'https://example.com/a.wav';
    expect(callFromRow(row({ storage_key: null, source_url: url })).source).toEqual({ kind: 'url', url });
    expect(callFromRow(row({ source_url: url })).source.kind).toBe('object');
  });

  it.each([
    ['an object by channel', '{"0":"customer","1":"agent"}'],
    ['a list, left channel first', '["customer","agent"]'],
  ])('gives channel roles as %s', (_, channel_roles) => {
    expect(callFromRow(row({ channel_roles })).channelRoles).toEqual({ 0: 'customer', 1: 'agent' });
  });

  it('reads the number of speakers from its metadata and ignores what else is there', () => {
    expect(callFromRow(row({ metadata: '{"speakers":3,"ticket":"T-1"}' })).expectedSpeakers).toBe(3);
    expect(callFromRow(row({ metadata: '{}' })).expectedSpeakers).toBeNull();
  });

  it.each([
    ['no audio at all', { storage_key: null }],
    ['an empty key', { storage_key: '' }],
    ['roles nobody knows', { channel_roles: '["boss"]' }],
    ['metadata that is no JSON', { metadata: '{"speakers":' }],
    ['metadata that is no object', { metadata: '[1]' }],
    ['minus one speaker', { metadata: '{"speakers":-1}' }],
  ])('with %s is invalid_row', (_, given) => {
    expect(() => callFromRow(row(given))).toThrowError(
      expect.objectContaining({ code: 'invalid_row', retry: 'permanent' }),
    );
  });

  it('its cleaned audio lies beside it', () => {
    expect(redactedKey('call-recordings/2026/03/01/a.b.wav')).toBe(
      'call-recordings/2026/03/01/a.b.redacted.flac',
    );
    expect(redactedKey('a')).toBe('a.redacted.flac');
  });
});
