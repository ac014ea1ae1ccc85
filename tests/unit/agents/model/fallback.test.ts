import { expect, test } from 'vitest';
import { fallbackModel } from '../../../../agents/model/fallback.ts';
import type { Model, ModelPart, ModelRequest } from '../../../../agents/model/model.ts';
import { AppError } from '../../../../src-shared/errors.ts';
import { guardModel } from '../../../../agents/model/guard-model.ts';
import { createGuards } from '../../../../agents/model/guards.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';
import { testClock } from '../../../helpers/test-clock.ts';

const request: ModelRequest = {
  messages: [{ role: 'user', parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 10,
  temperature: 0,
};
const named = (id: string, ...steps: readonly ScriptStep[]): Model => ({ ...scriptedModel(steps), id });

async function ask(first: Model, ...others: readonly Model[]) {
  const model = fallbackModel(
    first,
    others.map((other) => ({ open: () => Promise.resolve(other) })),
  );
  const parts: ModelPart[] = [];
  let error: unknown = null;
  try {
    for await (const part of model.stream(request, new AbortController().signal)) parts.push(part);
  } catch (thrown) {
    error = thrown;
  }
  const end = parts.at(-1);
  return {
    text: parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''),
    by: end?.type === 'end' ? end.answeredBy : 'no end',
    error: error instanceof AppError ? error.code : error,
  };
}
const failing = (code: AppError['code']): ScriptStep => ({ error: { code } });

test('the next model is asked when one fails for good, and the answer says which one wrote it', async () => {
  const answer = await ask(
    named('a', failing('MODEL_UNAUTHORIZED')),
    named('b', failing('MODEL_FAILED')),
    named('c', { answer: 'Yes.' }),
  );
  expect(answer).toEqual({ text: 'Yes.', by: 'c', error: null });
});

test('a model that answers itself is not named as another', async () => {
  expect(await ask(named('a', { answer: 'Yes.' }), named('b'))).toEqual({
    text: 'Yes.',
    by: undefined,
    error: null,
  });
});

test('an answer that broke off is not begun anew by another voice', async () => {
  const broken = named('a', { answer: 'The lamp', error: { code: 'MODEL_CUT_SHORT' } });
  expect(await ask(broken, named('b'))).toEqual({ text: 'The lamp', by: 'no end', error: 'MODEL_CUT_SHORT' });
});

test('a spent budget goes on with the next model', async () => {
  const answer = await ask(named('a', failing('MODEL_BUDGET_SPENT')), named('local', { answer: 'Yes.' }));
  expect(answer.by).toBe('local');
});

test('a prompt that is too long or an answer of the wrong shape is no reason to ask another', async () => {
  expect((await ask(named('a', failing('MODEL_PROMPT_TOO_LONG')), named('b'))).error).toBe(
    'MODEL_PROMPT_TOO_LONG',
  );
});

test('where none can answer, the failure of the model that was chosen is the one told', async () => {
  const answer = await ask(
    named('a', failing('MODEL_RATE_LIMITED')),
    named('b', failing('MODEL_PROMPT_TOO_LONG')),
    named('c', failing('MODEL_UNREACHABLE')),
  );
  expect(answer.error).toBe('MODEL_RATE_LIMITED');
});

test('a host that is down is not waited for where another model can answer', async () => {
  const waiting: Model = {
    ...scriptedModel([]),
    id: 'a',
    async *stream() {
      await Promise.resolve();
      yield { type: 'waiting', wait: { why: 'circuit-open', host: 'api.example', until: 1 } };
      throw new Error('it went on waiting');
    },
  };
  expect((await ask(waiting, named('b', { answer: 'Yes.' }))).by).toBe('b');
  expect((await ask(waiting, named('b', failing('MODEL_FAILED')))).error).toBe('MODEL_CIRCUIT_OPEN');
});

/** A host that says "too many requests" once, behind the guards of every host, and a model that stands in for it. */
function limitedOnce(retryAfterMs: number, code: AppError['code'] = 'MODEL_RATE_LIMITED') {
  const clock = testClock({ at: 0 });
  const guards = createGuards(clock);
  const first = {
    ...scriptedModel([{ error: { code, data: { isPassing: true, retryAfterMs } } }, { answer: 'A.' }]),
    id: 'a',
  };
  const second = { ...scriptedModel([{ answer: 'B.', always: true }]), id: 'b' };
  const model = fallbackModel(
    guardModel(first, { host: 'a.example', guards }),
    [{ open: () => Promise.resolve(second) }],
    clock,
  );
  const say = async () => {
    const parts: ModelPart[] = [];
    for await (const part of model.stream(request, new AbortController().signal)) parts.push(part);
    return {
      text: parts.map((part) => (part.type === 'text-delta' ? part.text : '')).join(''),
      waits: parts.flatMap((part) => (part.type === 'waiting' ? [part.wait] : [])),
    };
  };
  return { clock, first, say };
}

test.each(['MODEL_RATE_LIMITED', 'MODEL_FAILED'] as const)(
  'a host that asks for a long wait (%s) is left alone until then, the writer is told why, and it is asked first again after',
  async (code) => {
    const { clock, first, say } = limitedOnce(90_000, code);
    const why = code === 'MODEL_RATE_LIMITED' ? 'rate-limit' : 'retry';
    expect(await say()).toEqual({
      text: 'B.',
      waits: [{ why, host: 'a.example', until: 90_000, meanwhile: 'b' }],
    });
    clock.pass(30_000);
    expect(await say()).toEqual({
      text: 'B.',
      waits: [{ why: 'rate-limit', host: 'a.example', until: 90_000, meanwhile: 'b' }],
    });
    expect([clock.waits, first.calls()]).toEqual([[], 1]);
    clock.pass(60_000);
    expect(await say()).toEqual({ text: 'A.', waits: [] });
  },
);

test('a short wait is no reason to ask another model', async () => {
  const { clock, say } = limitedOnce(20_000);
  expect(await say()).toEqual({
    text: 'A.',
    waits: [{ why: 'rate-limit', host: 'a.example', until: 20_000 }],
  });
  expect(clock.waits).toEqual([20_000]);
});

test('the pace the writer set is kept, not evaded by another model', async () => {
  const clock = testClock({ at: 0 });
  const guards = createGuards(clock);
  guards.setLimits({ 'a.example': { requestsPerMinute: 1, tokensPerMinute: null } });
  const first = guardModel(named('a', { answer: 'A.', always: true }), { host: 'a.example', guards });
  const model = fallbackModel(first, [{ open: () => Promise.resolve(named('b')) }], clock);
  const texts: string[] = [];
  for (let i = 0; i < 2; i++)
    for await (const part of model.stream(request, new AbortController().signal))
      if (part.type === 'text-delta') texts.push(part.text);
  expect(texts).toEqual(['A.', 'A.']);
  expect(clock.waits).toEqual([60_000]);
});
