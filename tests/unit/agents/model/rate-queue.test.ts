import { expect, test } from 'vitest';
import { limitModel } from '../../../../agents/model/limit.ts';
import type { ModelPart, ModelRequest } from '../../../../agents/model/model.ts';
import { createRateQueue } from '../../../../agents/model/rate-queue.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';
import { testClock } from '../../../helpers/test-clock.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 10,
  temperature: 0,
};

test('the fourth request of a minute that allows three waits for the first one to be a minute old', () => {
  const clock = testClock({ at: 0 });
  const queue = createRateQueue({ requestsPerMinute: 3, tokensPerMinute: null }, clock);
  const times = [0, 10_000, 5000, 0, 0].map((later) => {
    clock.pass(later);
    return queue.takePlace(0).at;
  });
  expect(times).toEqual([0, 10_000, 15_000, 60_000, 70_000]);
});

test('tokens are counted over the minute before each request, and what was used less is given back', () => {
  const clock = testClock({ at: 0 });
  const queue = createRateQueue({ requestsPerMinute: null, tokensPerMinute: 100 }, clock);
  const first = queue.takePlace(90);
  first.settle(20);
  expect(queue.takePlace(80).at).toBe(0);
  expect(queue.takePlace(30).at).toBe(60_000);
});

test('a request larger than a whole minute is sent alone instead of never', () => {
  const clock = testClock({ at: 0 });
  const queue = createRateQueue({ requestsPerMinute: null, tokensPerMinute: 100 }, clock);
  expect(queue.takePlace(50).at).toBe(0);
  expect(queue.takePlace(500).at).toBe(60_000);
  expect(queue.takePlace(10).at).toBe(120_000);
});

test('a small request does not overtake a large one that came before it', () => {
  const queue = createRateQueue({ requestsPerMinute: null, tokensPerMinute: 100 }, testClock({ at: 0 }));
  queue.takePlace(60);
  expect(queue.takePlace(60).at).toBe(60_000);
  expect(queue.takePlace(10).at).toBe(60_000);
});

async function partsOf(stream: AsyncIterable<ModelPart>): Promise<readonly ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

test('one request told to wait holds every other of the host, and the wait is told', async () => {
  const clock = testClock({ at: 0 });
  const queue = createRateQueue({ requestsPerMinute: null, tokensPerMinute: null }, clock);
  const limited: ScriptStep = { error: { code: 'MODEL_RATE_LIMITED', data: { retryAfterMs: 90_000 } } };
  const model = limitModel(scriptedModel([limited, { answer: 'Yes.' }]), {
    host: 'api.example',
    queue,
    clock,
  });
  const { signal } = new AbortController();
  await expect(partsOf(model.stream(request, signal))).rejects.toMatchObject({ code: 'MODEL_RATE_LIMITED' });
  const [first] = await partsOf(model.stream(request, signal));
  expect(first).toEqual({ type: 'waiting', wait: { why: 'rate-limit', host: 'api.example', until: 90_000 } });
  expect(clock.now()).toBe(90_000);
});

test('who stops waiting gives the place to the next', async () => {
  const clock = testClock({ at: 0, runs: false });
  const queue = createRateQueue({ requestsPerMinute: 1, tokensPerMinute: null }, clock);
  const script = scriptedModel([{ answer: 'Yes.' }]);
  const model = limitModel(script, { host: 'api.example', queue, clock });
  await partsOf(model.stream(request, new AbortController().signal));
  const leaving = new AbortController();
  const left = partsOf(model.stream(request, leaving.signal));
  await Promise.resolve();
  leaving.abort();
  expect((await left).at(-1)).toMatchObject({ type: 'end', reason: 'aborted' });
  expect(script.calls()).toBe(1);
  expect(queue.takePlace(0).at).toBe(60_000);
});

test('a request that went elsewhere while it waited leaves its place to the next', async () => {
  const clock = testClock({ at: 0, runs: false });
  const queue = createRateQueue({ requestsPerMinute: 1, tokensPerMinute: null }, clock);
  queue.takePlace(0);
  const model = limitModel(scriptedModel([]), { host: 'api.example', queue, clock });
  for await (const part of model.stream(request, new AbortController().signal)) {
    expect(part).toMatchObject({ type: 'waiting', wait: { why: 'pace', until: 60_000 } });
    break;
  }
  expect(queue.takePlace(0).at).toBe(60_000);
});
