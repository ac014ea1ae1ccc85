import { expect, test } from 'vitest';
import { z } from 'zod';
import { generateStructured, keptText } from '../../../../agents/model/structured.ts';
import { type AppError, isAbort, toWireError } from '../../../../src-shared/errors.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';

const schema = z.object({ beats: z.array(z.string()).min(2) });
const good = { beats: ['She climbs.', 'She lights the lamp.'] };
const messages = [{ role: 'user' as const, parts: [{ name: 'task', text: 'Plan.' }] }];

async function ask(
  steps: readonly ScriptStep[],
  signal = new AbortController().signal,
  contextTokens = 8192,
) {
  const model = scriptedModel(steps, contextTokens);
  const result = await generateStructured(
    model,
    { messages, schema, maxTokens: 100, temperature: 0 },
    signal,
  ).catch((error: unknown) => error);
  return { model, result };
}

test('a valid answer is parsed', async () => {
  expect((await ask([{ answer: good }])).result).toEqual(good);
});

test.each([
  ['in a Markdown fence', '```json\n' + JSON.stringify(good) + '\n```'],
  ['between words', `Here it is: ${JSON.stringify(good)} I hope it helps.`],
])('JSON %s is found', async (_, answer) => {
  expect((await ask([{ answer }])).result).toEqual(good);
});

test('an answer of the wrong shape gets one turn of repair that names what is wrong', async () => {
  const { result, model } = await ask([{ answer: { beats: ['One.'] } }, { prompt: 'beats', answer: good }]);
  expect(result).toEqual(good);
  expect(model.requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  model.finish();
});

test('a second wrong answer fails, with its text kept and out of the log', async () => {
  const { result } = await ask([{ answer: 'I would rather tell a tale.' }, { answer: 'Once upon a time' }]);
  expect((result as AppError).code).toBe('MODEL_OUTPUT_INVALID');
  expect(keptText(result)).toBe('Once upon a time');
  expect(JSON.stringify(toWireError(result))).not.toContain('Once upon');
});

test('a truncated answer is asked for again with more room, even when it parses', async () => {
  const { result, model } = await ask([
    { answer: { beats: ['a', 'b'] }, reason: 'length' },
    { answer: good },
  ]);
  expect(result).toEqual(good);
  expect(model.requests.map(({ maxTokens }) => maxTokens)).toEqual([100, 200]);
});

test('a twice truncated answer is not accepted', async () => {
  const truncated = { answer: good, reason: 'length' as const };
  const { result } = await ask([truncated, truncated]);
  expect((result as AppError).code).toBe('MODEL_OUTPUT_INVALID');
});

test('a truncated answer is not asked for again where there is no more room', async () => {
  const { model, result } = await ask([{ answer: '{"beats', reason: 'length' }], undefined, 105);
  expect((result as AppError).code).toBe('MODEL_OUTPUT_INVALID');
  expect(model.calls()).toBe(1);
});

test('an answer withheld by the server is not repaired', async () => {
  const { result } = await ask([{ answer: good, reason: 'content-filter' }]);
  expect((result as AppError).code).toBe('MODEL_OUTPUT_INVALID');
});

test('an abort is no invalid answer', async () => {
  const controller = new AbortController();
  controller.abort();
  const { result } = await ask([{ answer: good }], controller.signal);
  expect(isAbort(result)).toBe(true);
});
