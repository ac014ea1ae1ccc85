import { expect, test } from 'vitest';
import { openModel } from '../../../../agents/model/open-model.ts';
import { collectText } from '../../../../agents/model/text.ts';
import { startModelServer } from '../../../helpers/model-server.ts';

const settings = {
  provider: 'openai-compatible' as const,
  baseUrl: 'http://127.0.0.1:9/v1',
  model: 'm',
  keyName: 'MY_KEY',
  contextTokens: 8192,
  idleSeconds: 5,
};

test('a key that is not set is named before anything is sent', async () => {
  await expect(openModel(settings, { keys: { OTHER: 'x' } })).rejects.toMatchObject({
    code: 'MODEL_KEY_MISSING',
    data: { key: 'MY_KEY' },
  });
});

test('an endpoint is opened with its retries', async () => {
  const server = await startModelServer({
    key: 'secret',
    answers: [{ status: 429, headers: { 'retry-after': '0' } }, { text: 'Yes.' }],
  });
  const model = await openModel({ ...settings, baseUrl: server.baseUrl }, { keys: { MY_KEY: 'secret' } });
  const messages = [{ role: 'user' as const, parts: [{ name: 'task', text: 'Well?' }] }];
  const answer = await collectText(
    model,
    { messages, maxTokens: 5, temperature: 0 },
    { signal: new AbortController().signal },
  );
  await server.close();
  expect(answer.text).toBe('Yes.');
  expect(server.calls()).toBe(2);
});
