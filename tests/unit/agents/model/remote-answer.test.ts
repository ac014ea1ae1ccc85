import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Adapter, AnswerPart } from '../../../../agents/model/adapters/adapter.ts';
import { createRemoteModel } from '../../../../agents/model/remote-model.ts';
import { generateStructured, keptText } from '../../../../agents/model/structured.ts';
import { request, secret, settingsOf, takeAll } from '../../../helpers/wire-model.ts';

const usage = { inputTokens: 21, outputTokens: 9, cachedTokens: 4 };
const text = (words: string): AnswerPart => ({ type: 'text-delta', text: words });
const stop: AnswerPart = { type: 'finish', reason: 'stop' };
const { signal } = new AbortController();

/** A model whose adapter reads these parts; `then` says what happens after them. */
function modelOf(parts: readonly AnswerPart[], then: 'end' | 'hang' | 'break' = 'end') {
  const adapter: Adapter = {
    async *ask(_, stopping) {
      await Promise.resolve();
      yield* parts;
      if (then === 'break') throw new TypeError('terminated');
      if (then === 'hang')
        await new Promise((_resolve, reject) =>
          stopping.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
        );
    },
    listModels: () => Promise.resolve([]),
    failureOf: () => null,
  };
  return createRemoteModel(adapter, settingsOf('openai', 'http://127.0.0.1:9', { idleSeconds: 0.2 }), secret);
}

test('of two finish reasons the one that is no proper end counts', async () => {
  const cut = await takeAll(
    modelOf([text('The lamp'), stop, { type: 'finish', reason: 'length' }]).stream(request, signal),
  );
  const also = await takeAll(
    modelOf([text('The lamp'), { type: 'finish', reason: 'length' }, stop]).stream(request, signal),
  );
  expect([cut.end?.reason, also.end?.reason]).toEqual(['length', 'length']);
});

test('what comes after the finish is not taken for a part of the answer', async () => {
  const taken = await takeAll(
    modelOf([text('The lamp'), stop, text('The lamp'), stop]).stream(request, signal),
  );
  expect(taken.text).toBe('The lamp');
});

test('usage told before the finish, or told twice, is counted once', async () => {
  const parts: AnswerPart[] = [
    { type: 'usage', usage, cost: 0.1 },
    text('x'),
    { type: 'usage', usage },
    stop,
  ];
  const { end } = await takeAll(modelOf(parts).stream(request, signal));
  expect(end).toMatchObject({ usage, cost: 0.1 });
});

test('a connection that breaks or falls silent after the finish does not spoil the answer', async () => {
  const broken = await takeAll(modelOf([text('x'), stop], 'break').stream(request, signal));
  const silent = await takeAll(
    modelOf([text('x'), stop, { type: 'usage', usage }], 'hang').stream(request, signal),
  );
  expect([broken.end?.reason, silent.end?.reason]).toEqual(['stop', 'stop']);
});

test('an aborted answer tells the usage that was known by then: it is owed', async () => {
  const controller = new AbortController();
  const model = modelOf([{ type: 'usage', usage }, text('The lamp')], 'hang');
  const parts = [];
  for await (const part of model.stream(request, controller.signal)) {
    parts.push(part);
    controller.abort();
  }
  expect(parts.at(-1)).toEqual({ type: 'end', reason: 'aborted', usage });
});

test('a server that has lost the limit is ended as if it had kept it', async () => {
  const endless = Array.from({ length: 300 }, () => text('lamp '.repeat(2000)));
  const { end } = await takeAll(modelOf([...endless, stop]).stream(request, signal));
  expect(end?.reason).toBe('length');
});

test('signs of life that are no answer do not put off the end of the wait', async () => {
  const model = modelOf([{ type: 'alive' }, { type: 'alive' }], 'hang');
  expect((await takeAll(model.stream(request, signal))).error?.code).toBe('MODEL_TIMEOUT');
});

test('a refusal is kept beside the error it makes of a structured answer', async () => {
  const refusing = modelOf([
    { type: 'finish', reason: 'content-filter', refusal: 'I cannot help with that.' },
  ]);
  const asked = { ...request, schema: z.object({ name: z.string() }) };
  const error: unknown = await generateStructured(refusing, asked, signal).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'MODEL_OUTPUT_INVALID' });
  expect(keptText(error)).toBe('I cannot help with that.');
});
