import { expect, test } from 'vitest';
import type { ModelRequest } from '../../../../agents/model/model.ts';
import { answerHash, storeAnswers, type StoredAnswer } from '../../../../agents/model/stored-answers.ts';
import { collectText } from '../../../../agents/model/text.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Judge this.' }] }],
  maxTokens: 10,
  temperature: 0,
};

function stored(steps: readonly ScriptStep[]) {
  const kept = new Map<string, StoredAnswer>();
  const script = scriptedModel(steps);
  const model = storeAnswers(script, {
    find: (hash) => Promise.resolve(kept.get(hash) ?? null),
    keep: (hash, answer) => void kept.set(hash, answer),
  });
  const ask = (change: Partial<ModelRequest> = {}) =>
    collectText(model, { ...request, ...change }, { signal: new AbortController().signal });
  return { ask, script, kept };
}

test('the same request is answered from the store, word for word, and the model is not asked', async () => {
  const { ask, script } = stored([{ answer: 'It is good.' }]);
  const first = await ask();
  expect(await ask()).toEqual(first);
  expect(script.calls()).toBe(1);
});

test.each([
  ['temperature', { temperature: 0.7, seed: 1 }],
  ['seed', { seed: 2 }],
  ['limit', { maxTokens: 11 }],
  ['stop', { stop: ['.'] }],
  ['shape', { schema: { type: 'object' } }],
  ['words', { messages: [{ role: 'user', parts: [{ name: 'task', text: 'Judge that.' }] }] }],
  ['speaker', { messages: [{ role: 'system', parts: [{ name: 'task', text: 'Judge this.' }] }] }],
] satisfies [string, Partial<ModelRequest>][])('another %s is another request', (_, change) => {
  const model = { id: 'm', facts: null, contextTokens: 100 };
  expect(answerHash(model, { ...request, ...change })).not.toBe(answerHash(model, request));
});

test('prose is never given a second time: a request that may be answered differently is not looked up', async () => {
  const { ask, script } = stored([{ answer: 'One.' }, { answer: 'Two.' }]);
  await ask({ temperature: 0.7 });
  expect((await ask({ temperature: 0.7 })).text).toBe('Two.');
  expect(script.calls()).toBe(2);
});

test('a cut-off answer is not kept', async () => {
  const { ask, kept } = stored([{ answer: 'It is', reason: 'length' }]);
  await ask();
  expect(kept.size).toBe(0);
});

test('an answer that is not the JSON it was asked for is not kept, so that asking again can help', async () => {
  const { ask, kept } = stored([{ answer: '{"half":' }, { answer: { whole: true } }]);
  await ask({ schema: { type: 'object' } });
  expect(kept.size).toBe(0);
  await ask({ schema: { type: 'object' } });
  expect(kept.size).toBe(1);
});
