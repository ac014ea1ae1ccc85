import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Usage } from '../../../../../src-shared/domain/model.ts';
import {
  jsonRequest,
  openWire,
  request,
  takeAll,
  wireNames,
  type Wire,
} from '../../../../helpers/wire-model.ts';
import { startWireServer, type WireServer } from '../../../../helpers/wire-server.ts';

interface Case {
  readonly file: string;
  readonly status?: number;
  readonly contentType?: string;
  readonly isJson?: boolean;
  readonly text?: string;
  readonly reasoning?: string;
  readonly reason?: string;
  readonly refusal?: string;
  readonly usage?: Usage;
  readonly cost?: number;
  readonly error?: string;
  readonly data?: Record<string, unknown>;
}

const sentence = 'The lamp burned low — “quiet”, she said.';
const value = { name: 'Ada', notes: ['a lamp', 'a quay'], age: 31 };

let server: WireServer | null = null;
afterEach(() => server?.close());

function read(wire: Wire, file: string): string {
  return readFileSync(new URL(`../../../../cases/wire/${wire}/${file}`, import.meta.url), 'utf8');
}

function typeOf({ file, contentType }: Case): string {
  return contentType ?? (file.endsWith('.json') ? 'application/json' : 'text/event-stream');
}

describe.each(wireNames)('the wire of %s', (wire) => {
  test.each(parse(read(wire, 'cases.yaml')) as Case[])('is read as it is documented: $file', async (one) => {
    const headers = { 'content-type': typeOf(one) };
    server = await startWireServer(() => ({
      headers,
      status: one.status ?? 200,
      pieces: [read(wire, one.file)],
    }));
    const model = await openWire(wire, server.origin, { idleSeconds: 10 });
    const taken = await takeAll(
      model.stream(one.isJson ? jsonRequest : request, new AbortController().signal),
    );
    expect(taken.error?.code).toBe(one.error);
    if (one.data) expect(taken.error?.data).toMatchObject(one.data);
    if (one.isJson) expect(JSON.parse(taken.text)).toEqual(value);
    else expect(taken.text).toBe(one.text ?? sentence);
    expect(taken.reasoning).toBe(one.reasoning ?? '');
    expect(taken.end?.reason).toBe(one.error ? undefined : (one.reason ?? 'stop'));
    expect(taken.end?.refusal).toBe(one.refusal);
    if (one.usage) expect(taken.end?.usage).toEqual(one.usage);
    if (one.cost) expect(taken.end?.cost).toBeCloseTo(one.cost, 9);
  });
});
