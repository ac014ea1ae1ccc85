import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import type { ModelRequest } from '../../../../../agents/model/model.ts';
import { listModels } from '../../../../../agents/model/open-model.ts';
import {
  jsonRequest,
  openWire,
  request,
  secret,
  settingsOf,
  takeAll,
  wireNames,
  wires,
  type Wire,
} from '../../../../helpers/wire-model.ts';
import { startWireServer, type RawAnswer, type WireServer } from '../../../../helpers/wire-server.ts';

const { signal } = new AbortController();
let server: WireServer | null = null;
afterEach(() => server?.close());

function file(wire: Wire, name: string): string {
  return readFileSync(new URL(`../../../../cases/wire/${wire}/${name}`, import.meta.url), 'utf8');
}

function streamed(wire: Wire, name = 'plain.sse'): RawAnswer {
  return { headers: { 'content-type': 'text/event-stream' }, pieces: [file(wire, name)] };
}

function refused(message: string): RawAnswer {
  const body = JSON.stringify({ error: { message, code: 400, status: 'INVALID_ARGUMENT' }, message });
  return { status: 400, headers: { 'content-type': 'application/json' }, pieces: [body] };
}

/** What a wire's adapter sends for a request; `answers` are given in turn, the last one for ever. */
async function sentFor(
  wire: Wire,
  asked: ModelRequest,
  options: { model?: string; routing?: string[]; answers?: RawAnswer[] } = {},
) {
  const { answers = [streamed(wire)], ...more } = options;
  let at = 0;
  server = await startWireServer(() => answers[Math.min(at++, answers.length - 1)] ?? streamed(wire));
  const model = await openWire(wire, server.origin, { idleSeconds: 10, ...more });
  const taken = await takeAll(model.stream(asked, signal));
  return { taken, requests: server.requests, first: server.requests[0], model };
}

const long: ModelRequest = {
  ...request,
  topP: 0.9,
  seed: 7,
  stop: ['***'],
  temperature: 1.4,
  messages: [
    { role: 'system', parts: [{ name: 'instructions', text: 'You write.' }] },
    {
      role: 'user',
      parts: [
        { name: 'plot', text: 'A quay.' },
        { name: 'characters', text: 'Ada.' },
        { name: 'recent', text: '' },
        { name: 'task', text: 'Go on.' },
      ],
    },
    { role: 'assistant', parts: [{ name: 'answer', text: 'She went.' }] },
    { role: 'user', parts: [{ name: 'repair', text: 'Again.' }] },
  ],
};

describe.each(wireNames)('%s', (wire) => {
  test('is sent the key in a header and nowhere else', async () => {
    const { first } = await sentFor(wire, request);
    const { authorization, 'x-api-key': own, 'x-goog-api-key': googles } = first?.headers ?? {};
    expect([authorization, own, googles].filter(Boolean)).toHaveLength(1);
    expect(JSON.stringify([authorization, own, googles])).toContain(secret);
    expect(first?.path).not.toContain(secret);
    expect(JSON.stringify(first?.body)).not.toContain(secret);
  });

  test('is asked once, though it fails in a passing way', async () => {
    const answers = [{ status: 503, pieces: [''] }, streamed(wire)];
    const { requests, taken } = await sentFor(wire, request, { answers });
    expect(requests).toHaveLength(1);
    expect(taken.error?.data.isPassing).toBe(true);
  });

  test('that is stopped in the middle keeps the text, ends in time and hangs up', async () => {
    const text = file(wire, 'plain.sse');
    const middle = text.search(/burned low/u) + 40;
    const stalled = { ...streamed(wire), pieces: [text.slice(0, middle)], then: 'stall' as const };
    server = await startWireServer(() => stalled);
    const model = await openWire(wire, server.origin, { idleSeconds: 30 });
    const controller = new AbortController();
    let came = '';
    let end: unknown = null;
    for await (const part of model.stream(request, controller.signal)) {
      if (part.type === 'text-delta') came += part.text;
      if (part.type === 'end') end = part;
      if (came !== '') controller.abort();
    }
    expect(end).toMatchObject({ reason: 'aborted' });
    expect('The lamp burned low'.startsWith(came)).toBe(true);
  });

  test('is asked in words where it refuses a schema, and from then on', async () => {
    const refusals = { gemini: 1, cohere: 1, anthropic: 2 }[wire as string] ?? 3; // before no way but words is left
    const answers = [
      ...Array.from({ length: refusals }, () => refused('no schema, tool or json here')),
      streamed(wire, 'json.sse'),
    ];
    const { taken, requests, model } = await sentFor(wire, jsonRequest, { answers });
    expect(JSON.parse(taken.text)).toMatchObject({ name: 'Ada' });
    const before = requests.length;
    await takeAll(model.stream(jsonRequest, signal));
    expect(requests.length).toBe(before + 1);
    expect(JSON.stringify(requests.at(-1)?.body)).not.toContain('json_schema');
  });

  test('lists its models', async () => {
    server = await startWireServer(() => ({
      headers: { 'content-type': 'application/json' },
      pieces: [file(wire, 'models.json')],
    }));
    const { baseUrl } = settingsOf(wire, server.origin);
    const place = { provider: wires[wire], baseUrl, keyName: 'MY_KEY' };
    const listed = await listModels(place, { keys: { MY_KEY: secret }, signal });
    expect(listed).toEqual(JSON.parse(file(wire, 'listed.json')));
  });

  test('that refuses the key while it lists says so', async () => {
    server = await startWireServer(() => ({
      status: 401,
      headers: { 'content-type': 'application/json' },
      pieces: ['{"error":{"message":"no"}}'],
    }));
    const place = {
      provider: wires[wire],
      baseUrl: settingsOf(wire, server.origin).baseUrl,
      keyName: 'MY_KEY',
    };
    await expect(listModels(place, { keys: { MY_KEY: secret }, signal })).rejects.toMatchObject({
      code: 'MODEL_UNAUTHORIZED',
    });
  });
});

test.each(['compatible', 'openai', 'openrouter'] as const)('%s is given a strict schema', async (wire) => {
  const { first } = await sentFor(wire, jsonRequest);
  expect(first?.body.response_format).toMatchObject({
    type: 'json_schema',
    json_schema: {
      strict: true,
      schema: { required: ['name', 'notes', 'age'], additionalProperties: false },
    },
  });
});

test('OpenAI is asked by the newer name of the limit, and a model that thinks gets room and no sampling', async () => {
  const plain = await sentFor('openai', long, { model: 'gpt-4o' });
  expect(plain.first?.body).toMatchObject({
    max_completion_tokens: 100,
    temperature: 1.4,
    top_p: 0.9,
    seed: 7,
    stop: ['***'],
  });
  expect(plain.first?.body).not.toHaveProperty('max_tokens');
  await server?.close();
  const thinking = await sentFor('openai', long, { model: 'gpt-5-mini' });
  expect(thinking.first?.body.max_completion_tokens).toBe(100 + 4096);
  expect(thinking.first?.body).not.toHaveProperty('temperature');
});

test('OpenRouter is told the app, the upstream order and to tell the cost', async () => {
  const { first } = await sentFor('openrouter', jsonRequest, { routing: ['together', 'deepinfra'] });
  expect(first?.headers).toMatchObject({ 'x-title': 'Fabula' });
  expect(first?.headers['http-referer']).toBeUndefined(); // no page is better than one that is not there
  expect(first?.body).toMatchObject({
    usage: { include: true },
    provider: { order: ['together', 'deepinfra'], require_parameters: true },
  });
});

test('Anthropic is asked to keep the stable beginning, gets no empty block, and a schema it knows', async () => {
  const { first } = await sentFor(
    'anthropic',
    { ...long, ...{ schema: jsonRequest.schema } },
    { model: 'claude-opus-4-5' },
  );
  const cached = { cache_control: { type: 'ephemeral' } };
  expect(first?.path).toBe('/v1/messages');
  expect(first?.headers).toHaveProperty('anthropic-version');
  expect(first?.body).toMatchObject({
    max_tokens: 100,
    temperature: 1,
    stop_sequences: ['***'],
    system: [{ text: 'You write.', ...cached }],
    messages: [
      {
        role: 'user',
        content: [{ text: 'A quay.\n\n' }, { text: 'Ada.\n\n', ...cached }, { text: 'Go on.' }],
      },
      { role: 'assistant', content: [{ text: 'She went.' }] },
      { role: 'user', content: [{ text: 'Again.' }] },
    ],
    output_config: { format: { type: 'json_schema', schema: { additionalProperties: false } } },
  });
  const sent = JSON.stringify(first?.body.output_config);
  expect(sent).not.toContain('"maxItems":');
});

test.each(['claude-opus-4-7', 'claude-sonnet-5'])('%s takes no sampling and is sent none', async (model) => {
  const { first } = await sentFor('anthropic', request, { model });
  expect(first?.body).not.toHaveProperty('temperature');
});

test.each(['claude-3-5-haiku-20241022', 'claude-opus-4-20250514', 'claude-opus-4-6', 'smol', 'glm-5'])(
  '%s on Anthropic’s wire is sent its temperature',
  async (model) => {
    const { first } = await sentFor('anthropic', request, { model });
    expect(first?.body).toHaveProperty('temperature', 0.5);
  },
);

test('Anthropic is given a tool to call where it has no structured answers', async () => {
  const answers = [
    refused('output_config: Extra inputs are not permitted'),
    streamed('anthropic', 'tool.sse'),
  ];
  const { taken, requests } = await sentFor('anthropic', jsonRequest, { answers });
  expect(requests[1]?.body).toMatchObject({
    tool_choice: { type: 'tool', name: 'answer' },
    tools: [{ input_schema: { type: 'object' } }],
  });
  expect(JSON.parse(taken.text)).toMatchObject({ name: 'Ada' });
  expect(taken.end?.reason).toBe('stop');
});

const failures = [
  { wire: 'compatible', name: 'llama-cpp-python-schema.json', next: '"type":"json_object","schema":' },
  { wire: 'openai', name: 'litellm-schema.json', next: '"type":"json_object","schema":' },
  { wire: 'anthropic', name: 'litellm-schema.json', next: '"tool_choice":' },
  { wire: 'gemini', name: 'litellm-schema.json', next: 'JSON Schema' },
] as const;

test.each(failures)(
  '$wire: a schema refused as if the server had failed ($name) is asked for in the next way',
  async ({ wire, name, next }) => {
    const failed = {
      status: 500,
      headers: { 'content-type': 'application/json' },
      pieces: [file(wire, name)],
    };
    const answers = [failed, streamed(wire, 'json.sse')];
    const { taken, requests } = await sentFor(wire, jsonRequest, { answers });
    expect(taken.error).toBeNull();
    expect(JSON.parse(taken.text)).toMatchObject({ name: 'Ada' });
    expect(requests).toHaveLength(2);
    expect(JSON.stringify(requests[1]?.body)).toContain(next);
  },
);

test('the schema stands in words beside Anthropic’s tool: a server before another model may leave the tool out', async () => {
  const answers = [refused('output_config: not known'), streamed('anthropic', 'tool.sse')];
  const { requests } = await sentFor('anthropic', jsonRequest, { answers });
  expect(JSON.stringify(requests[1]?.body.messages)).toContain('JSON Schema');
});

test('Gemini is asked in its own way, with room to think and a schema of the words it knows', async () => {
  const { first } = await sentFor(
    'gemini',
    { ...long, ...{ schema: jsonRequest.schema } },
    { model: 'gemini-2.5-flash' },
  );
  expect(first?.path).toBe('/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse');
  expect(first?.body).toMatchObject({
    systemInstruction: { parts: [{ text: 'You write.' }] },
    contents: [{ role: 'user' }, { role: 'model', parts: [{ text: 'She went.' }] }, { role: 'user' }],
    generationConfig: {
      maxOutputTokens: 100 + 4096,
      temperature: 1.4,
      topP: 0.9,
      seed: 7,
      stopSequences: ['***'],
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object', properties: { notes: { maxItems: 3 } } },
      thinkingConfig: { includeThoughts: true },
    },
  });
  expect(JSON.stringify(first?.body)).not.toContain('minLength');
});

test('Cohere is asked in its own way', async () => {
  const { first } = await sentFor('cohere', { ...long, ...{ schema: jsonRequest.schema } });
  expect(first?.path).toBe('/v2/chat');
  expect(first?.body).toMatchObject({
    stream: true,
    max_tokens: 100,
    temperature: 1,
    p: 0.9,
    seed: 7,
    stop_sequences: ['***'],
    messages: [
      { role: 'system', content: 'You write.' },
      { role: 'user' },
      { role: 'assistant' },
      { role: 'user' },
    ],
    response_format: {
      type: 'json_object',
      json_schema: { type: 'object', required: ['name', 'notes', 'age'] },
    },
  });
  expect(JSON.stringify(first?.body.response_format)).not.toContain('minimum');
});
