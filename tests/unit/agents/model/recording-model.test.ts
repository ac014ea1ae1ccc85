import { expect, test } from 'vitest';
import { recordModel } from '../../../../agents/model/recording-model.ts';
import { collectText } from '../../../../agents/model/text.ts';
import { ModelCall } from '../../../../src-shared/domain/job.ts';
import type { Model, ModelWait } from '../../../../agents/model/model.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';

const request = {
  messages: [{ role: 'user' as const, parts: [{ name: 'task', text: 'Go on.' }] }],
  maxTokens: 10,
  temperature: 0.5,
  seed: 7,
};

/** Asks a recorded script once; answers with the records and the text that was shown. */
async function record(step: ScriptStep, signal = new AbortController().signal) {
  const calls: ModelCall[] = [];
  let shown = '';
  const model = recordModel(scriptedModel([step]), {
    step: 'write 2',
    role: 'writer',
    now: () => 1_700_000_000_000,
    onCall: (call) => calls.push(call),
    onText: (text) => (shown += text),
  });
  await collectText(model, request, { signal }).catch(() => null);
  return { calls, shown };
}

test('a call is recorded once and whole', async () => {
  const { calls, shown } = await record({ answer: 'The lamp burned.' });
  expect(calls).toHaveLength(1);
  expect(ModelCall.parse(calls[0])).toMatchObject({
    step: 'write 2',
    role: 'writer',
    messages: request.messages,
    parameters: { maxTokens: 10, temperature: 0.5, seed: 7 },
    output: 'The lamp burned.',
    usage: { outputTokens: 3 },
    ended: 'stop',
    startedAt: 1_700_000_000_000,
  });
  expect(shown).toBe('The lamp burned.');
});

test('a failed call keeps what had come, and its usage stays unknown', async () => {
  const { calls } = await record({ answer: 'The lamp', error: { code: 'MODEL_CUT_SHORT' } });
  expect(calls).toMatchObject([{ output: 'The lamp', ended: 'failed', usage: { outputTokens: null } }]);
});

test('a call that failed before its first token has no first token time', async () => {
  const { calls } = await record({ error: { code: 'MODEL_UNREACHABLE' } });
  expect(calls).toMatchObject([{ output: '', ended: 'failed', firstTokenMs: null }]);
});

test('an aborted call is recorded as aborted', async () => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 30);
  const { calls } = await record({ answer: 'one two three four', delay: 20 }, controller.signal);
  expect(calls).toMatchObject([{ ended: 'aborted' }]);
});

test('a wait is over with the first word, but why another model answers is told as long as it does', async () => {
  const wait: ModelWait = { why: 'rate-limit', host: 'a.example', until: 90_000 };
  const seen = async (told: ModelWait): Promise<readonly string[]> => {
    const script = scriptedModel([{ answer: 'Yes.' }]);
    const log: string[] = [];
    const waiting: Model = {
      ...script,
      async *stream(...asked) {
        yield { type: 'waiting', wait: told };
        yield* script.stream(...asked);
      },
    };
    const model = recordModel(waiting, {
      step: 'write 2',
      role: 'writer',
      now: () => 0,
      onCall: () => undefined,
      onWait: (shown) => log.push(shown === null ? 'over' : 'waits'),
      onText: (text) => log.push(text),
    });
    await collectText(model, request, { signal: new AbortController().signal });
    return log;
  };
  expect(await seen(wait)).toEqual(['waits', 'over', 'Yes.']);
  expect(await seen({ ...wait, meanwhile: 'b' })).toEqual(['waits', 'Yes.', 'over']);
});
