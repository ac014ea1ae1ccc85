import { expect, onTestFinished, test } from 'vitest';
import type { ModelWait } from '../../../agents/model/model.ts';
import { openModel } from '../../../agents/model/open-model.ts';
import { EndpointModelSettings } from '../../../src-shared/domain/model.ts';
import { startModelServer } from '../../helpers/model-server.ts';

/** How far from the moment a server asks for the next try may come, by the machine's own clock. */
const mostOffMs = 1000;

/** Lets a server refuse once with this header; answers when it was asked again and what was told of the wait. */
async function refusedOnce(retryAfter: (now: number) => string) {
  const asked: number[] = [];
  const server = await startModelServer({
    answers: () => {
      asked.push(Date.now());
      return asked.length === 1
        ? { status: 429, headers: { 'retry-after': retryAfter(Date.now()) } }
        : { text: 'The lamp burned.' };
    },
  });
  onTestFinished(() => server.close());
  const { baseUrl } = server;
  const model = await openModel(
    EndpointModelSettings.parse({ provider: 'openai-compatible', baseUrl, model: 'm' }),
  );
  const request = {
    messages: [{ role: 'user' as const, parts: [{ name: 'task', text: 'Go on.' }] }],
    maxTokens: 50,
    temperature: 0,
  };
  const waits: ModelWait[] = [];
  let text = '';
  for await (const part of model.stream(request, new AbortController().signal)) {
    if (part.type === 'waiting') waits.push(part.wait);
    if (part.type === 'text-delta') text += part.text;
  }
  expect(text).toBe('The lamp burned.');
  expect(asked).toHaveLength(2);
  return { first: asked[0] ?? 0, second: asked[1] ?? 0, waits };
}

test('after "Retry-After: 2" the next request comes within a second of the time asked for, and that time is told', async () => {
  const { first, second, waits } = await refusedOnce(() => '2');
  const wanted = first + 2000;
  expect(Math.abs(second - wanted)).toBeLessThanOrEqual(mostOffMs);
  expect(waits.map(({ why }) => why)).toEqual(['rate-limit']);
  expect(Math.abs((waits[0]?.until ?? 0) - wanted)).toBeLessThanOrEqual(mostOffMs);
});

test('after a date in Retry-After the next request comes within a second of it', async () => {
  let wanted = 0;
  const { second, waits } = await refusedOnce((now) => {
    wanted = Math.ceil((now + 3000) / 1000) * 1000; // HTTP dates know whole seconds
    return new Date(wanted).toUTCString();
  });
  expect(Math.abs(second - wanted)).toBeLessThanOrEqual(mostOffMs);
  expect(Math.abs((waits[0]?.until ?? 0) - wanted)).toBeLessThanOrEqual(mostOffMs);
});
