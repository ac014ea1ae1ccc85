import { expect, test } from 'vitest';
import { wireOf } from '../../../src-main/retrieval/embedding-wires.ts';

test('Gemini is told what a text is for, and its key stands in a header, never in the address', () => {
  const wire = wireOf(
    { provider: 'gemini', model: 'gemini-embedding-001', keyName: 'K', dimensions: 768 },
    'secret',
  );
  expect(wire.url).toBe(
    'https://generativelanguage.googleapis.com/v1beta/models/gemini-embedding-001:batchEmbedContents',
  );
  expect(wire.headers).toEqual({ 'x-goog-api-key': 'secret' });
  expect(wire.body(['where is the lamp?'], 'query')).toEqual({
    requests: [
      {
        model: 'models/gemini-embedding-001',
        content: { parts: [{ text: 'where is the lamp?' }] },
        taskType: 'RETRIEVAL_QUERY',
        outputDimensionality: 768,
      },
    ],
  });
  const embeddings = [{ values: [1, 2] }];
  expect(wire.read({ embeddings })).toEqual({ vectors: [[1, 2]], tokens: null, cost: null });
  expect(wire.read({ embeddings, usageMetadata: { promptTokenCount: 5 } }).tokens).toBe(5);
});

test('OpenAI’s vectors are put in the order of the texts, whatever order they come in', () => {
  const settings = { provider: 'openai', model: 'm', keyName: 'K', dimensions: null } as const;
  const wire = wireOf(settings, 'secret');
  expect(wire.body(['a'], 'passage')).toEqual({ model: 'm', input: ['a'], encoding_format: 'float' });
  const answer = {
    data: [
      { index: 1, embedding: [2] },
      { index: 0, embedding: [1] },
    ],
    usage: { prompt_tokens: 9 },
  };
  expect(wire.read(answer)).toEqual({ vectors: [[1], [2]], tokens: 9, cost: null });
  const priced = { ...answer, usage: { prompt_tokens: 9, cost: 0.5 } };
  expect(wire.read(priced).cost).toBe(0.5);
});
