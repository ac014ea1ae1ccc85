import { expect, test } from 'vitest';
import type { ModelPart, ModelRequest } from '../../../../agents/model/model.ts';
import { retryModel } from '../../../../agents/model/retry.ts';
import { collectText } from '../../../../agents/model/text.ts';
import type { AppError } from '../../../../src-shared/errors.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';
import { testClock } from '../../../helpers/test-clock.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 10,
  temperature: 0,
};
const failure = (
  data: Record<string, unknown> = {},
  code: AppError['code'] = 'MODEL_FAILED',
): ScriptStep => ({
  error: { code, data: { isPassing: true, ...data } },
});

/** Asks a retried script; answers with the pauses it made, the waits it told of and what came of it. */
async function ask(steps: readonly ScriptStep[], attempts = 4) {
  const clock = testClock({ at: 5000 });
  const model = scriptedModel(steps);
  const retried = retryModel(model, {
    host: 'api.example',
    attempts,
    firstDelayMs: 100,
    firstLimitedDelayMs: 3000,
    longestDelayMs: 10_000,
    random: () => 1,
    clock,
  });
  const parts: ModelPart[] = [];
  let error: unknown = null;
  try {
    for await (const part of retried.stream(request, new AbortController().signal)) parts.push(part);
  } catch (thrown) {
    error = thrown;
  }
  const waits = parts.flatMap((part) => (part.type === 'waiting' ? [part.wait] : []));
  const text = parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join('');
  return { pauses: clock.waits, waits, text, error, calls: model.calls() };
}

test('a passing failure is tried again, each time after a longer pause', async () => {
  const { pauses, text } = await ask([failure(), failure(), failure(), { answer: 'Yes.' }]);
  expect(pauses).toEqual([100, 200, 400]);
  expect(text).toBe('Yes.');
});

test('attempts have an end, and the last failure is the one thrown', async () => {
  const { error, calls } = await ask([failure(), failure({ reason: 'last' })], 2);
  expect(calls).toBe(2);
  expect((error as AppError).data.reason).toBe('last');
});

test('the waiting time a server names goes before ours, and is told before it begins', async () => {
  const { pauses, waits } = await ask([
    failure({ retryAfterMs: 7000 }, 'MODEL_RATE_LIMITED'),
    { answer: 'Yes.' },
  ]);
  expect(pauses).toEqual([7000]);
  expect(waits).toEqual([{ why: 'rate-limit', host: 'api.example', until: 12_000 }]);
});

test('a server that asks for two hours is waited for to the second, and as often as it asks', async () => {
  const hours = failure({ retryAfterMs: 7_200_000 });
  const { pauses, text } = await ask([hours, hours, hours, hours, hours, hours, { answer: 'Yes.' }]);
  expect(pauses).toEqual(Array(6).fill(7_200_000));
  expect(text).toBe('Yes.');
});

test('a server that always says "at once" is not asked for ever', async () => {
  const { calls, error } = await ask(Array<ScriptStep>(4).fill(failure({ retryAfterMs: 0 })));
  expect(calls).toBe(4);
  expect((error as AppError).code).toBe('MODEL_FAILED');
});

test('too many requests without a time are asked again at the pace of a minute, not of a hiccup', async () => {
  const limited = failure({}, 'MODEL_RATE_LIMITED');
  const { pauses } = await ask([limited, limited, { answer: 'Yes.' }]);
  expect(pauses).toEqual([3000, 6000]);
});

test('a failure that will not pass is not tried again', async () => {
  const { calls, error } = await ask([{ error: { code: 'MODEL_UNAUTHORIZED' } }]);
  expect(calls).toBe(1);
  expect((error as AppError).code).toBe('MODEL_UNAUTHORIZED');
});

test('after the first word nothing is tried again: the reader would see the beginning twice', async () => {
  const { calls } = await ask([{ answer: 'The lamp', ...failure() }]);
  expect(calls).toBe(1);
});

test('an abort during a pause of hours ends the answer as aborted at once', async () => {
  const model = scriptedModel([failure({ retryAfterMs: 7_200_000 })]);
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 20);
  const answer = await collectText(retryModel(model), request, { signal: controller.signal });
  expect(answer.reason).toBe('aborted');
  expect(model.calls()).toBe(1);
});
