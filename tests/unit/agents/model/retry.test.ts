import { expect, test } from 'vitest';
import { retryModel } from '../../../../agents/model/retry.ts';
import { collectText } from '../../../../agents/model/text.ts';
import type { ModelRequest } from '../../../../agents/model/model.ts';
import { AppError } from '../../../../src-shared/errors.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 10,
  temperature: 0,
};
const failure = (data: Record<string, unknown> = {}): ScriptStep => ({
  error: { code: 'MODEL_FAILED', data: { isPassing: true, ...data } },
});

/** Asks a retried script; answers with the pauses it made and what came of it. */
async function ask(steps: readonly ScriptStep[], attempts = 4) {
  const pauses: number[] = [];
  const model = scriptedModel(steps);
  const retried = retryModel(model, {
    attempts,
    firstDelayMs: 100,
    longestDelayMs: 1000,
    random: () => 1,
    sleep: (ms) => Promise.resolve(void pauses.push(ms)),
  });
  const result = await collectText(retried, request, { signal: new AbortController().signal }).catch(
    (error: unknown) => error,
  );
  return { pauses, result, calls: model.calls() };
}

test('a passing failure is tried again, each time after a longer pause', async () => {
  const { pauses, result } = await ask([failure(), failure(), failure(), { answer: 'Yes.' }]);
  expect(pauses).toEqual([100, 200, 400]);
  expect(result).toMatchObject({ text: 'Yes.' });
});

test('attempts have an end, and the last failure is the one thrown', async () => {
  const { result, calls } = await ask([failure(), failure({ reason: 'last' })], 2);
  expect(calls).toBe(2);
  expect((result as AppError).data.reason).toBe('last');
});

test('the waiting time a server names goes before ours', async () => {
  expect((await ask([failure({ retryAfterMs: 700 }), { answer: 'Yes.' }])).pauses).toEqual([700]);
});

test('a server that asks for a very long wait is not waited for', async () => {
  const { pauses, result } = await ask([failure({ retryAfterMs: 5000 })]);
  expect(pauses).toEqual([]);
  expect(result).toBeInstanceOf(AppError);
});

test('a failure that will not pass is not tried again', async () => {
  const { calls, result } = await ask([{ error: { code: 'MODEL_UNAUTHORIZED' } }]);
  expect(calls).toBe(1);
  expect((result as AppError).code).toBe('MODEL_UNAUTHORIZED');
});

test('after the first word nothing is tried again: the reader would see the beginning twice', async () => {
  const { calls } = await ask([{ answer: 'The lamp', ...failure() }]);
  expect(calls).toBe(1);
});

test('an abort during a pause ends the answer as aborted', async () => {
  const model = scriptedModel([failure()]);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const retried = retryModel(model, { firstDelayMs: 60_000, longestDelayMs: 60_000 });
  expect((await collectText(retried, request, { signal: controller.signal })).reason).toBe('aborted');
  expect(model.calls()).toBe(1);
});
