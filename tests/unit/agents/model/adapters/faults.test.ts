import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toWireError } from '../../../../../src-shared/errors.ts';
import {
  jsonRequest,
  openWire,
  request,
  secret,
  takeAll,
  wireNames,
  type Wire,
} from '../../../../helpers/wire-model.ts';
import { startWireServer, type RawAnswer, type WireServer } from '../../../../helpers/wire-server.ts';

interface Fault {
  readonly name: string;
  readonly body: string;
  readonly text?: string;
  readonly type?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly headersAfter?: number;
  readonly cut?: 'nothing' | 'middle';
  readonly change?: keyof typeof changes;
  readonly then?: 'end' | 'reset' | 'stall';
  readonly repeat?: string;
  readonly error?: string;
  readonly data?: Record<string, unknown>;
  readonly waits?: number;
  readonly has?: 'whole' | 'some' | 'none';
}

const sentence = 'The lamp burned low — “quiet”, she said.';
const json = '{"name":"Ada","notes":["a lamp","a quay"],"age":31}';
const cases = new URL('../../../../cases/wire/', import.meta.url);
const faults = parse(readFileSync(new URL('faults.yaml', cases), 'utf8')) as Fault[];

/** Which errors a word of the table stands for. */
const several: Readonly<Record<string, readonly string[]>> = {
  '$cut-or-no-model': ['MODEL_CUT_SHORT', 'MODEL_NOT_A_MODEL_SERVER'],
  '$cut-or-silent': ['MODEL_CUT_SHORT', 'MODEL_TIMEOUT'],
  $any: ['MODEL_CUT_SHORT', 'MODEL_NOT_A_MODEL_SERVER', 'MODEL_FAILED'],
};

type Pieces = readonly (Buffer | string)[];
const eventsOf = (text: string) => text.split(/(?<=\r?\n\r?\n)/u);
const unix = (text: string) => text.replaceAll('\r\n', '\n');
const changes = {
  crlf: (text: string): Pieces => [unix(text).replaceAll('\n', '\r\n')],
  lf: (text: string): Pieces => [unix(text)],
  comments: (text: string): Pieces => eventsOf(text).flatMap((event) => [': a comment\n\n', event]),
  bytes: (text: string): Pieces => [...Buffer.from(text)].map((byte) => Buffer.from([byte])),
  gzip: (text: string): Pieces => [gzipSync(text)],
  'no-done': (text: string): Pieces => [text.replace('data: [DONE]\n\n', '')],
  'double-end': (text: string): Pieces => {
    const events = eventsOf(text);
    const last = events.findLastIndex((event) => event.includes(' she said.'));
    return events.flatMap((event, at) => (at > last ? [event, event] : [event]));
  },
  twice: (text: string): Pieces => [text, text],
  'huge-line': (text: string): Pieces => [text, ...Array.from({ length: 5 }, () => 'x'.repeat(1024 * 1024))],
};

let server: WireServer | null = null;
let elsewhere: WireServer | null = null;
afterEach(async () => {
  await server?.close();
  await elsewhere?.close();
});

function answerOf(fault: Fault, wire: Wire): RawAnswer {
  const {
    body,
    text = '',
    type,
    status = 200,
    headers = {},
    cut,
    change,
    then,
    repeat,
    headersAfter,
  } = fault;
  const file = body === 'text' ? text : readFileSync(new URL(`${wire}/${body}`, cases), 'utf8');
  const sent = cut === 'nothing' ? '' : cut === 'middle' ? file.slice(0, middleOf(file)) : file;
  const usual = body.endsWith('.sse') || (body === 'text' && status === 200);
  const contentType = type ?? (usual ? 'text/event-stream' : 'application/json');
  return {
    status,
    headers: { ...(contentType === '' ? {} : { 'content-type': contentType }), ...filled(headers) },
    pieces: change ? changes[change](sent) : sent.length > 0 ? [sent] : [],
    ...(then ? { then } : {}),
    ...(repeat === undefined ? {} : { repeat }),
    ...(headersAfter === undefined ? {} : { headersAfter }),
  };
}

/** A little after the second piece of text, where the next event is under way. */
function middleOf(file: string): number {
  return file.search(/burned low|a lamp/u) + 40;
}

function filled(headers: Readonly<Record<string, string>>): Record<string, string> {
  const values: Readonly<Record<string, string>> = {
    '$in-30-seconds': new Date(Date.now() + 30_000).toUTCString(),
    $elsewhere: `${elsewhere?.origin}/v1`,
  };
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, values[value] ?? value]));
}

test('there are at least thirty faults, each once', () => {
  const names = faults.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(30);
});

describe.each(wireNames)('%s', (wire) => {
  test.each(faults)('neither hangs nor lies after $name', async (fault) => {
    elsewhere = await startWireServer(() => ({ pieces: ['data: {}\n\n'] }));
    server = await startWireServer(() => answerOf(fault, wire));
    const isSilent = fault.error === 'MODEL_TIMEOUT' || fault.error === '$cut-or-silent';
    const model = await openWire(wire, server.origin, { idleSeconds: isSilent ? (fault.has ? 1 : 0.2) : 10 });
    const asked = fault.body === 'json.sse' ? jsonRequest : request;
    const taken = await takeAll(model.stream(asked, new AbortController().signal));
    const whole = fault.body === 'json.sse' ? json : sentence;

    if (fault.error) {
      expect(several[fault.error] ?? [fault.error]).toContain(taken.error?.code);
      expect(taken.end).toBeNull();
    } else {
      expect(taken.error?.code).toBeUndefined();
      expect(taken.end?.reason).toBe('stop');
    }
    if (fault.data) expect(taken.error?.data).toMatchObject(fault.data);
    if (fault.waits) {
      const off = Number(taken.error?.data.retryAfterMs) - fault.waits * 1000;
      expect(off).toBeGreaterThan(-3000); // a date has whole seconds, and the answer took its way
      expect(off).toBeLessThanOrEqual(0);
    }
    if (fault.has === 'whole') expect(taken.text).toBe(whole);
    else expect(whole.startsWith(taken.text)).toBe(true);
    if (fault.has === 'some') expect(taken.text.length).toBeGreaterThan(0);
    if (fault.has === 'some') expect(taken.text.length).toBeLessThan(whole.length);
    if (!fault.has) expect(taken.text).toBe('');
    expect(JSON.stringify(taken.error && toWireError(taken.error))).not.toContain(secret);
    expect(elsewhere.requests).toEqual([]);
  });
});
