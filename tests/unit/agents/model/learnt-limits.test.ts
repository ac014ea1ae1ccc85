import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createLearntLimits, waitOfLimits } from '../../../../agents/model/learnt-limits.ts';
import { limitModel } from '../../../../agents/model/limit.ts';
import type { ModelPart } from '../../../../agents/model/model.ts';
import { createRateQueue } from '../../../../agents/model/rate-queue.ts';
import { scriptedModel } from '../../../helpers/scripted-model.ts';
import { testClock } from '../../../helpers/test-clock.ts';

const Case = z.strictObject({
  name: z.string(),
  headers: z.record(z.string(), z.string()),
  size: z.strictObject({ inputTokens: z.int(), outputTokens: z.int() }),
  waits: z.int(),
});
const cases = z
  .array(Case)
  .parse(parse(readFileSync(new URL('../../../cases/limits/headers.yaml', import.meta.url), 'utf8')));

const noon = Date.parse('2026-11-21T12:00:00Z');

/** What is learnt from an answer with these headers. */
async function learnt(headers: Readonly<Record<string, string>>, clock = testClock({ at: noon })) {
  const limits = createLearntLimits(clock);
  await limits.heed(() => Promise.resolve(new Response('', { headers })))('http://api.example');
  return { limits, clock };
}

test.each(cases)('$name', async ({ headers, size, waits }) => {
  const { limits } = await learnt(headers);
  expect(limits.earliest(size) - noon).toBe(waits);
});

const oneLeft = {
  'x-ratelimit-limit-requests': '60',
  'x-ratelimit-remaining-requests': '1',
  'x-ratelimit-reset-requests': '59s',
};
const size = { inputTokens: 10, outputTokens: 10 };

test('requests that were sent since the host told its limits are not forgotten', async () => {
  const { limits } = await learnt(oneLeft);
  expect(limits.earliest(size)).toBe(noon);
  limits.sent(size);
  expect(limits.earliest(size)).toBeGreaterThan(noon);
});

test('what has come back meanwhile may be used', async () => {
  const { limits, clock } = await learnt({ ...oneLeft, 'x-ratelimit-remaining-requests': '0' });
  clock.pass(5000);
  expect(limits.earliest(size)).toBe(noon + 5000);
});

test('an answer without such headers leaves what was known before', async () => {
  const { limits } = await learnt({ ...oneLeft, 'x-ratelimit-remaining-requests': '0' });
  const before = limits.earliest(size);
  await limits.heed(() => Promise.resolve(new Response('')))('http://api.example');
  expect(limits.earliest(size)).toBe(before);
});

test('a request that would be refused waits first, the wait is told as the host’s and not the writer’s, and others keep their order', async () => {
  const { limits, clock } = await learnt({ ...oneLeft, 'x-ratelimit-remaining-requests': '0' });
  const queue = createRateQueue({ requestsPerMinute: null, tokensPerMinute: null }, clock);
  const model = limitModel(scriptedModel([{ answer: 'Yes.' }]), {
    host: 'api.example',
    queue,
    clock,
    learnt: limits,
  });
  const parts: ModelPart[] = [];
  const request = {
    messages: [{ role: 'user' as const, parts: [{ name: 'task', text: 'Go on.' }] }],
    maxTokens: 10,
    temperature: 0,
  };
  for await (const part of model.stream(request, new AbortController().signal)) parts.push(part);
  expect(parts[0]).toEqual({
    type: 'waiting',
    wait: { why: 'rate-limit', host: 'api.example', until: noon + 984 },
  });
  expect(clock.now()).toBe(noon + 984);
});

test('a refusal that names no time names it by the limit that was met', () => {
  const headers = new Headers({ ...oneLeft, 'x-ratelimit-remaining-requests': '0' });
  expect(waitOfLimits(headers, noon)).toBe(984);
  expect(waitOfLimits(new Headers(oneLeft), noon)).toBeNull();
});
