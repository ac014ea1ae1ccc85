import { expect, test } from 'vitest';
import { collectText } from '../../../../agents/model/text.ts';
import { scriptedModel } from '../../../helpers/scripted-model.ts';

const ask = (text: string) => ({
  messages: [{ role: 'user' as const, parts: [{ name: 'task', text }] }],
  maxTokens: 10,
  temperature: 0,
});
const signal = new AbortController().signal;

test('a call the script does not expect fails', async () => {
  const model = scriptedModel([{ prompt: 'Plan', answer: 'One.' }]);
  await expect(collectText(model, ask('Write'), { signal })).rejects.toThrow(/expected "Plan"/);
});

test('a call after the last step fails', async () => {
  const model = scriptedModel([{ answer: 'One.' }]);
  await collectText(model, ask('Write'), { signal });
  await expect(collectText(model, ask('Write'), { signal })).rejects.toThrow(/no more calls/);
});

test('an unused step fails the test at its end', () => {
  expect(() => scriptedModel([{ name: 'second beat', answer: 'One.' }]).finish()).toThrow(/second beat/);
});

test('a step that holds waits to be released', async () => {
  const model = scriptedModel([{ name: 'write 2', holds: true, answer: 'One.' }]);
  const answer = collectText(model, ask('Write'), { signal });
  await model.reached('write 2');
  model.release('write 2');
  expect((await answer).text).toBe('One.');
});

test('a step that holds can be aborted', async () => {
  const model = scriptedModel([{ name: 'write 2', holds: true, answer: 'One.' }]);
  const controller = new AbortController();
  const answer = collectText(model, ask('Write'), { signal: controller.signal });
  await model.reached('write 2');
  controller.abort();
  expect((await answer).reason).toBe('aborted');
});
