import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openAdapter } from '../../../../agents/model/adapters/open-adapter.ts';
import type { ModelPart, ModelRequest } from '../../../../agents/model/model.ts';
import { createRemoteModel } from '../../../../agents/model/remote-model.ts';
import { wireFetch } from '../../../../agents/model/wire.ts';
import type { EndpointModelSettings } from '../../../../src-shared/domain/model.ts';
import type { Usage } from '../../../../src-shared/domain/model.ts';
import { toWireError } from '../../../../src-shared/errors.ts';
import {
  startModelServer,
  type ModelServer,
  type ServerAnswer,
  type ServerOptions,
} from '../../../helpers/model-server.ts';
import { takeAll } from '../../../helpers/wire-model.ts';

interface Case {
  readonly name: string;
  readonly answers: readonly ServerAnswer[];
  readonly text?: string;
  readonly reasoning?: string;
  readonly reason?: string;
  readonly usage?: Usage;
  readonly error?: string;
  readonly data?: Record<string, unknown>;
  readonly calls?: number;
}

const cases = parse(
  readFileSync(new URL('../../../cases/models/endpoint-answers.yaml', import.meta.url), 'utf8'),
) as Case[];
const huge = 'wörd-'.repeat(60_000);
const secret = 'sk-very-secret-key';
const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 100,
  temperature: 0,
};
const jsonRequest: ModelRequest = {
  ...request,
  schema: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'number' } }, required: ['a'] },
};

let server: ModelServer | null = null;
afterEach(() => server?.close());

async function openEndpointModel(settings: EndpointModelSettings, key: string | null) {
  return createRemoteModel(await openAdapter(settings, { key, fetch: wireFetch }), settings, key);
}

async function openOn(options: ServerOptions, settings: Partial<EndpointModelSettings> = {}) {
  server = await startModelServer({ key: secret, ...options });
  return openEndpointModel(
    {
      provider: 'openai-compatible',
      baseUrl: server.baseUrl,
      model: 'm',
      keyName: 'MY_KEY',
      contextTokens: 8192,
      idleSeconds: 0.4,
      ...settings,
    },
    secret,
  );
}

describe('an answer from an endpoint', () => {
  test.each(cases)('$name', async (one) => {
    const answers = one.answers.map((answer) =>
      answer.text === '$huge' ? { ...answer, text: huge } : answer,
    );
    const isOfSilence = one.error === 'MODEL_TIMEOUT' || answers.some(({ delay }) => delay !== undefined);
    const model = await openOn({ answers }, { idleSeconds: isOfSilence ? 0.4 : 10 });
    const taken = await takeAll(model.stream(request, new AbortController().signal));
    expect(taken.error?.code).toBe(one.error);
    if (one.data) expect(taken.error?.data).toMatchObject(one.data);
    if (one.text !== undefined) expect(taken.text === (one.text === '$huge' ? huge : one.text)).toBe(true);
    if (one.reasoning) expect(taken.reasoning).toBe(one.reasoning);
    expect(taken.end?.reason).toBe(one.reason);
    if (one.usage) expect(taken.end?.usage).toEqual(one.usage);
    if (one.calls) expect(server?.calls()).toBe(one.calls);
  });
});

describe('an endpoint', () => {
  test('that refuses the key names the key, and nothing that leaves the adapter holds it', async () => {
    const model = await openOn({ answers: [], key: 'another' });
    const { error } = await takeAll(model.stream(request, new AbortController().signal));
    expect(error?.code).toBe('MODEL_UNAUTHORIZED');
    expect(error?.data.key).toBe('MY_KEY');
    expect(JSON.stringify(error && toWireError(error))).not.toContain(secret);
  });

  test('that is not there is called unreachable and is not worth another try', async () => {
    const model = await openOn({ answers: [] });
    await server?.close();
    const { error } = await takeAll(model.stream(request, new AbortController().signal));
    expect(error?.code).toBe('MODEL_UNREACHABLE');
    expect(error?.data).toMatchObject({
      host: expect.stringContaining('127.0.0.1') as string,
      reason: 'ECONNREFUSED',
    });
    expect(error?.data.isPassing).toBeUndefined();
  });

  test('has its address used as written', async () => {
    const model = await openOn({ answers: ['Yes.', 'No.'].map((text) => ({ text })) });
    const elsewhere = await openEndpointModel(
      {
        provider: 'openai-compatible',
        baseUrl: `${server?.baseUrl.replace('/v1', '/other')}`,
        model: 'm',
        keyName: null,
        contextTokens: 8192,
        idleSeconds: 5,
      },
      null,
    );
    expect((await takeAll(elsewhere.stream(request, new AbortController().signal))).error?.code).toBe(
      'MODEL_REFUSED_REQUEST',
    );
    expect((await takeAll(model.stream(request, new AbortController().signal))).text).toBe('Yes.');
  });

  test('that is aborted keeps the text and does not throw', async () => {
    const model = await openOn({ answers: [{ text: 'One two three four five six.', delay: 40 }] });
    const controller = new AbortController();
    let text = '';
    let end: ModelPart | null = null;
    for await (const part of model.stream(request, controller.signal)) {
      if (part.type === 'text-delta') text += part.text;
      if (text.includes('two')) controller.abort();
      if (part.type === 'end') end = part;
    }
    expect(text).toBe('One two');
    expect(end).toMatchObject({ reason: 'aborted', usage: { outputTokens: null } });
  });

  test('that is aborted before it answered ends as aborted', async () => {
    const model = await openOn({ answers: [{ fault: 'stall' }] }, { idleSeconds: 60 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    expect((await takeAll(model.stream(request, controller.signal))).end?.reason).toBe('aborted');
  });

  test('whose prompt cannot fit is never asked', async () => {
    const model = await openOn({ answers: [] }, { contextTokens: 512 });
    const long = {
      ...request,
      messages: [{ role: 'user' as const, parts: [{ name: 't', text: 'word '.repeat(600) }] }],
    };
    const { error } = await takeAll(model.stream(long, new AbortController().signal));
    expect(error?.code).toBe('MODEL_PROMPT_TOO_LONG');
    expect(error?.data).toMatchObject({ limit: 512, answer: 100 });
    expect(Number(error?.data.tokens)).toBeGreaterThan(500);
    expect(server?.calls()).toBe(0);
  });
});

describe('a server that refuses part of the wire format', () => {
  const formats = () =>
    server?.requests.map(({ body }) => (body.response_format as { type: string } | undefined)?.type);

  test('gets JSON asked for in its own way, and is not asked the old way again', async () => {
    const model = await openOn({ answers: [{ text: '{}' }, { text: '{}' }], refuses: ['json_schema'] });
    await takeAll(model.stream(jsonRequest, new AbortController().signal));
    const second = await takeAll(model.stream(jsonRequest, new AbortController().signal));
    expect(second.text).toBe('{}');
    expect(formats()).toEqual(['json_schema', 'json_object', 'json_object']);
    expect(server?.requests.at(-1)?.prompt).toContain('"properties"');
  });

  test('and knows no format at all is asked in words', async () => {
    const model = await openOn({ answers: [{ text: '{}' }], refuses: ['response_format'] });
    expect((await takeAll(model.stream(jsonRequest, new AbortController().signal))).end?.reason).toBe('stop');
    expect(formats()).toEqual(['json_schema', 'json_object', 'json_object', undefined]);
  });

  test('and knows no usage still answers', async () => {
    const model = await openOn({ answers: [{ text: 'Yes.' }], refuses: ['stream_options'] });
    expect((await takeAll(model.stream(request, new AbortController().signal))).text).toBe('Yes.');
  });

  test('gets every key required and no others, as strict mode asks', async () => {
    const model = await openOn({ answers: [{ text: '{}' }] });
    await takeAll(model.stream(jsonRequest, new AbortController().signal));
    expect(server?.requests[0]?.body.response_format).toMatchObject({
      json_schema: { strict: true, schema: { required: ['a', 'b'], additionalProperties: false } },
    });
  });

  test('does not turn a wrong request into an endless one', async () => {
    const model = await openOn({ answers: [], refuses: ['model'] });
    expect((await takeAll(model.stream(jsonRequest, new AbortController().signal))).error?.code).toBe(
      'MODEL_REFUSED_REQUEST',
    );
    expect(server?.calls()).toBeLessThan(6);
  });
});
