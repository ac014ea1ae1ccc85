import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { forkChild } from '../../../src-main/jobs/fork-child.ts';
import type { AccountsNote } from '../../../src-main/services/accounts.ts';
import { runTrial } from '../../../src-main/jobs/trial.ts';
import { createLog } from '../../../src-main/services/log.ts';
import { EndpointModelSettings } from '../../../src-shared/domain/model.ts';
import { startModelServer, type ModelServer, type ServerOptions } from '../../helpers/model-server.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';
import { settingsOf } from '../../helpers/wire-model.ts';
import { startWireServer } from '../../helpers/wire-server.ts';

const log = createLog({ file: `${temporaryFolder()}/trial.log`, from: 'test' });
let server: ModelServer | null = null;
afterEach(async () => server?.close());

const notes: AccountsNote[] = [];
const accounts = { answer: () => 1, note: (note: AccountsNote) => void notes.push(note) };

async function tryServer(
  options: ServerOptions,
  more: { signal?: AbortSignal; keys?: Record<string, string> } = {},
) {
  server = await startModelServer(options);
  const settings = EndpointModelSettings.parse({
    provider: 'openai-compatible',
    baseUrl: server.baseUrl,
    model: 'm',
    keyName: more.keys ? 'K' : null,
  });
  return runTrial(
    { kind: 'ask', settings, keys: more.keys ?? {}, remembered: {} },
    {
      fork: forkChild,
      log,
      accounts,
      ...(more.signal ? { signal: more.signal } : {}),
    },
  );
}

test('a trial really asks the model, with the key it was given, and gives back its words', async () => {
  const trial = await tryServer(
    { answers: [{ text: 'A light turns.' }], key: 'right' },
    { keys: { K: 'right' } },
  );
  expect(trial).toMatchObject({ text: 'A light turns.' });
  expect(trial.totalMs).toBeGreaterThanOrEqual(trial.firstWordMs);
  expect(server?.calls()).toBe(1);
  expect(notes).toMatchObject([{ type: 'call-ended', id: 1, made: { ended: 'stop' } }]); // it was paid for
});

test('a wrong key is told as one, by the server’s name', async () => {
  await expect(
    tryServer({ answers: [{ text: 'x' }], key: 'right' }, { keys: { K: 'wrong' } }),
  ).rejects.toMatchObject({
    code: 'MODEL_UNAUTHORIZED',
    data: { key: 'K' },
  });
});

test('a trial that is stopped ends, though the server stalls', async () => {
  const stop = new AbortController();
  const trial = tryServer({ answers: [{ text: 'x', fault: 'stall' }] }, { signal: stop.signal });
  setTimeout(() => stop.abort(new Error('stopped')), 300);
  await expect(trial).rejects.toThrow('stopped');
});

test('the models of a server are listed in a process of its own, with the key it was given', async () => {
  const wire = await startWireServer(({ headers }) =>
    headers.authorization === 'Bearer right'
      ? {
          headers: { 'content-type': 'application/json' },
          pieces: ['{"object":"list","data":[{"id":"b"},{"id":"a"}]}'],
        }
      : { status: 401, pieces: ['{}'] },
  );
  const place = { provider: 'openai-compatible', baseUrl: `${wire.origin}/v1`, keyName: 'K' } as const;
  const listed = await runTrial(
    { kind: 'list', place, keys: { K: 'right' } },
    { fork: forkChild, log, accounts },
  );
  const refused = runTrial({ kind: 'list', place, keys: { K: 'wrong' } }, { fork: forkChild, log, accounts });
  await expect(refused).rejects.toMatchObject({ code: 'MODEL_UNAUTHORIZED', data: { key: 'K' } });
  await wire.close();
  expect(listed.map(({ id }) => id)).toEqual(['a', 'b']);
});

test.each(['anthropic', 'gemini', 'cohere'] as const)(
  '%s is tried with the trial’s one question',
  async (name) => {
    const file = new URL(`../../cases/wire/${name}/plain.sse`, import.meta.url);
    const wire = await startWireServer(() => ({
      headers: { 'content-type': 'text/event-stream' },
      pieces: [readFileSync(file)],
    }));
    const settings = settingsOf(name, wire.origin, { idleSeconds: 20 });
    const trial = await runTrial(
      { kind: 'ask', settings, keys: { MY_KEY: 'k' }, remembered: {} },
      { fork: forkChild, log, accounts },
    );
    await wire.close();
    expect(trial.text).toBe('The lamp burned low — “quiet”, she said.');
    expect(wire.requests).toHaveLength(1);
  },
);
