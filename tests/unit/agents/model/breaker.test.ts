import { expect, test } from 'vitest';
import { breakModel, createBreaker } from '../../../../agents/model/breaker.ts';
import type { ModelRequest } from '../../../../agents/model/model.ts';
import { collectText } from '../../../../agents/model/text.ts';
import type { AppError } from '../../../../src-shared/errors.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';
import { testClock } from '../../../helpers/test-clock.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 10,
  temperature: 0,
};
const down: ScriptStep = { error: { code: 'MODEL_FAILED', data: { isPassing: true } } };

function behindBreaker(steps: readonly ScriptStep[]) {
  const clock = testClock({ at: 0 });
  const breaker = createBreaker({ clock, failuresToOpen: 3, firstPauseMs: 10_000 });
  const script = scriptedModel(steps);
  const model = breakModel(script, { host: 'api.example', breaker });
  const { signal } = new AbortController();
  const ask = (): Promise<string> =>
    collectText(model, request, { signal }).then(
      ({ text }) => text,
      (error: AppError) => `${error.code} ${String(error.data.retryAfterMs ?? '')}`.trim(),
    );
  return { ask, clock, script };
}

test('three failures in a row open it: then nothing is sent, and it says when it is tried again', async () => {
  const { ask, clock, script } = behindBreaker([down, down, down]);
  for (let i = 0; i < 3; i++) expect(await ask()).toBe('MODEL_FAILED');
  clock.pass(4000);
  expect(await ask()).toBe('MODEL_CIRCUIT_OPEN 6000');
  expect(script.calls()).toBe(3);
});

test('after the pause one request tries; a failure opens it for twice as long, an answer closes it', async () => {
  const { ask, clock } = behindBreaker([down, down, down, down, { answer: 'Yes.' }, { answer: 'Again.' }]);
  for (let i = 0; i < 3; i++) await ask();
  clock.pass(10_000);
  expect(await ask()).toBe('MODEL_FAILED');
  expect(await ask()).toBe('MODEL_CIRCUIT_OPEN 20000');
  clock.pass(20_000);
  expect(await ask()).toBe('Yes.');
  expect(await ask()).toBe('Again.');
});

test('while one request tries, a second one is not sent to a host that may still be down', async () => {
  const { ask, clock, script } = behindBreaker([
    down,
    down,
    down,
    { name: 'probe', answer: 'Yes.', holds: true },
  ]);
  for (let i = 0; i < 3; i++) await ask();
  clock.pass(10_000);
  const probe = ask();
  await script.reached('probe');
  expect(await ask()).toBe('MODEL_CIRCUIT_OPEN 1000');
  script.release('probe');
  expect(await probe).toBe('Yes.');
});

test('a wrong key or a full prompt says nothing of the host and never opens it', async () => {
  const wrong: ScriptStep = { error: { code: 'MODEL_UNAUTHORIZED' } };
  const { ask } = behindBreaker([wrong, wrong, wrong, wrong, { answer: 'Yes.' }]);
  for (let i = 0; i < 4; i++) expect(await ask()).toBe('MODEL_UNAUTHORIZED');
  expect(await ask()).toBe('Yes.');
});

test('an answer between failures begins the count anew', async () => {
  const { ask } = behindBreaker([down, down, { answer: 'Yes.' }, down, down, { answer: 'Still.' }]);
  for (let i = 0; i < 5; i++) await ask();
  expect(await ask()).toBe('Still.');
});
