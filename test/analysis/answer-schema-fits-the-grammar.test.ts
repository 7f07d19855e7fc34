import { describe, expect, it } from 'vitest';
import { BUILT_IN_CONFIG } from '../../src/analysis/config/merge.ts';
import { answerSchema, Citations, Digest } from '../../src/analysis/llm/answer-schema.ts';
import { refuseIgnoredKeywords } from '../../src/engines/grammar-schema.ts';
import { goodAnswer } from './scripted-model.ts';

const SCHEMAS = [answerSchema(BUILT_IN_CONFIG), Citations, Digest].map(({ json }) => json);

/** Every schema inside the schema. */
function nodes(schema: unknown): Record<string, unknown>[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const node = schema as Record<string, unknown>;
  const inner = [
    ...Object.values((node['properties'] ?? {}) as object),
    ...(node['items'] === undefined ? [] : [node['items']]),
  ];
  return [node, ...inner.flatMap(nodes)];
}

describe('the schema asked of the model', () => {
  it('uses only keywords that the grammar enforces', () => {
    for (const schema of SCHEMAS) refuseIgnoredKeywords(schema);
    const keywords = new Set(SCHEMAS.flatMap(nodes).flatMap((node) => Object.keys(node)));
    const enforced = [
      'type',
      'properties',
      'required',
      'additionalProperties',
      'items',
      'maxItems',
      'minLength',
      'maxLength',
      'enum',
    ];
    expect([...keywords].filter((keyword) => !enforced.includes(keyword))).toEqual([]);
  });

  it('bounds every text, list and number', () => {
    for (const node of SCHEMAS.flatMap(nodes)) {
      const bounded = {
        string: 'maxLength' in node || 'enum' in node,
        array: 'maxItems' in node,
        number: 'enum' in node,
        object: node['additionalProperties'] === false,
      }[String(node['type'])];
      expect(bounded, JSON.stringify(node)).toBe(true);
    }
  });

  it('requires every key, as the grammar does', () => {
    for (const node of SCHEMAS.flatMap(nodes).filter((candidate) => candidate['type'] === 'object')) {
      expect(node['required']).toEqual(Object.keys(node['properties'] as object));
    }
  });

  it('accepts the answer it describes', () => {
    expect(answerSchema(BUILT_IN_CONFIG).shape.safeParse(JSON.parse(goodAnswer())).success).toBe(true);
  });
});
