import { describe, expect, it } from 'vitest';
import { ChatEndpoint } from '../../src/endpoints/chat-endpoint.ts';
import { Endpoint } from '../../src/endpoints/endpoint.ts';
import { chat, endpointServer, json } from './server.ts';

function model(url: string): ChatEndpoint {
  const endpoint = new Endpoint({
    name: 'vllm',
    url,
    key: null,
    stage: 'analyse',
    timeoutMs: 2000,
    retries: 0,
  });
  return new ChatEndpoint(endpoint, { model: 'llama-70b', contextTokens: 32_000, parallel: 4 });
}

const request = {
  system: 'You review calls.',
  user: 'The call.',
  schema: {
    type: 'object',
    properties: { list: { type: 'array', items: { type: 'object', properties: { a: { enum: [1, 2] } } } } },
    required: ['list'],
  },
  maxTokens: 400,
};

describe('a chat endpoint', () => {
  it('is asked in OpenAI’s form, every object of the schema closed', async () => {
    const server = await endpointServer((response) => json(response, chat('{"list":[]}')));
    await model(server.url).complete([request]);
    const sent = JSON.parse(server.seen[0]?.body.toString() ?? '');
    expect(sent).toMatchObject({
      model: 'llama-70b',
      max_tokens: 400,
      temperature: 0,
      messages: [
        { role: 'system', content: 'You review calls.' },
        { role: 'user', content: 'The call.' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: {
          strict: true,
          schema: {
            additionalProperties: false,
            properties: { list: { items: { additionalProperties: false } } },
          },
        },
      },
    });
    expect(server.seen[0]?.path).toBe('/v1/chat/completions');
  });

  it('answers with the text and what it cost, what was cached apart', async () => {
    const server = await endpointServer((response) =>
      json(response, chat('{"list":[]}', 'stop', { prompt_tokens_details: { cached_tokens: 100 } })),
    );
    expect(await model(server.url).complete([request])).toEqual([
      {
        text: '{"list":[]}',
        stopReason: 'complete',
        inputTokens: 120,
        evaluatedTokens: 20,
        outputTokens: 30,
        firstTokenMs: null,
        generationMs: null,
      },
    ]);
  });

  it.each(['length', 'content_filter', 'tool_calls'])(
    'that stopped for %s has not answered',
    async (reason) => {
      const server = await endpointServer((response) => json(response, chat('{"list":[', reason)));
      expect(await model(server.url).complete([request])).toMatchObject([{ stopReason: 'truncated' }]);
    },
  );

  it('keeps the order of several requests', async () => {
    const server = await endpointServer((response, { body }) => {
      const { messages } = JSON.parse(body.toString()) as { messages: { content: string }[] };
      const asked = messages[1]?.content ?? '';
      setTimeout(() => json(response, chat(asked)), asked === 'first' ? 30 : 0);
    });
    const answers = await model(server.url).complete([
      { ...request, user: 'first' },
      { ...request, user: 'second' },
    ]);
    expect(answers.map((answer) => answer.text)).toEqual(['first', 'second']);
  });

  it.each([
    ['no choices', { choices: [] }],
    ['another protocol', { result: 'hello' }],
    ['a bare text', 'hello'],
  ])('that answers with %s is not understood', async (_, answer) => {
    const server = await endpointServer((response) => json(response, answer));
    await expect(model(server.url).complete([request])).rejects.toMatchObject({ code: 'endpoint_invalid' });
  });

  it('does without usage, and counts tokens high rather than low', async () => {
    const server = await endpointServer((response) => {
      json(response, { ...chat('{}'), usage: null });
    });
    expect(await model(server.url).complete([request])).toMatchObject([{ inputTokens: 0, outputTokens: 0 }]);
    const [english = 0, chinese = 0] = await model(server.url).countTokens([
      'a hundred words or so',
      '你好你好',
    ]);
    expect(english).toBeGreaterThanOrEqual(6);
    expect(chinese).toBeGreaterThanOrEqual(4);
  });
});
