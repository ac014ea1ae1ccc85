import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { findServers } from '../../../src-main/services/find-servers.ts';

/** A loopback server that answers these paths with JSON and all others with 404; null is silent for ever. */
async function serve(answers: Readonly<Record<string, unknown>> | null): Promise<number> {
  const server = createServer((request, response) => {
    if (answers === null) return;
    const answer = answers[request.url ?? ''];
    if (answer === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

test('a running Ollama and LM Studio are offered with their models, at the addresses that settings take', async () => {
  const ollama = await serve({
    '/api/version': { version: '0.5.1' },
    '/api/tags': { models: [{ name: 'qwen3:4b', size: 1 }, { name: 'gemma3:12b' }] },
  });
  const lmStudio = await serve({ '/v1/models': { object: 'list', data: [{ id: 'mistral-nemo' }] } });
  expect(await findServers({ ollama, lmStudio })).toEqual([
    {
      kind: 'ollama',
      baseUrl: `http://127.0.0.1:${ollama}/v1`,
      version: '0.5.1',
      models: ['qwen3:4b', 'gemma3:12b'],
    },
    {
      kind: 'lm-studio',
      baseUrl: `http://127.0.0.1:${lmStudio}/v1`,
      version: null,
      models: ['mistral-nemo'],
    },
  ]);
});

test('another program on the port, or a silent one, is not taken for a model server and holds nothing up', async () => {
  const ollama = await serve({ '/api/version': { hello: 'world' }, '/api/tags': [] });
  const lmStudio = await serve(null);
  expect(await findServers({ ollama, lmStudio })).toEqual([]);
});
