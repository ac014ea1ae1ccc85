import { expect, test } from 'vitest';
import { z } from 'zod';
import { step, type Step, type StepTools } from '../../../../agents/crews/step.ts';
import { collectText } from '../../../../agents/model/text.ts';
import { isAbort } from '../../../../src-shared/errors.ts';
import { completedBy, crewOn } from '../../../helpers/crew-on.ts';
import { scriptedModel } from '../../../helpers/scripted-model.ts';

/** A step that doubles a number and counts how often it really worked. */
function doubling(name = 'double') {
  const work = { times: 0 };
  const double = step({
    name,
    agent: 'writer',
    input: z.object({ number: z.number(), words: z.string().optional() }),
    output: z.object({ doubled: z.number() }),
    run: ({ number }) => {
      work.times += 1;
      return Promise.resolve({ doubled: number * 2 });
    },
  });
  return { double, work };
}

const doing = <Output>(
  output: z.ZodType<Output>,
  run: (tools: StepTools) => Promise<Output>,
): Step<object, Output> =>
  step({ name: 'do', agent: 'writer', input: z.object({}), output, run: (_, tools) => run(tools) });

test('a committed step is given back without its work being started', async () => {
  const { double, work } = doubling();
  const first = crewOn();
  await first.crew.step(double, { number: 4 });
  const second = crewOn({ completed: completedBy(first.committed) });
  expect(await second.crew.step(double, { number: 4 })).toEqual({ doubled: 8 });
  expect(work.times).toBe(1);
  expect(second.started).toEqual([]);
  expect(second.committed).toEqual([]);
});

test('a step whose input changed since runs again and commits anew', async () => {
  const { double, work } = doubling();
  const first = crewOn();
  await first.crew.step(double, { number: 4 });
  const second = crewOn({ completed: completedBy(first.committed) });
  expect(await second.crew.step(double, { number: 5 })).toEqual({ doubled: 10 });
  expect(work.times).toBe(2);
  expect(second.committed).toMatchObject([{ key: 'double', output: { doubled: 10 } }]);
});

test('the same input with its keys in another order is the same input', async () => {
  const { double, work } = doubling();
  const first = crewOn();
  await first.crew.step(double, { number: 4, words: 'a' });
  const second = crewOn({ completed: completedBy(first.committed) });
  await second.crew.step(double, { words: 'a', number: 4 });
  expect(work.times).toBe(1);
});

test('the same key twice in one run is refused, also one level down and side by side', async () => {
  const { double } = doubling();
  const { crew } = crewOn();
  await crew.step(double, { number: 1 }, 2);
  await expect(crew.step(double, { number: 7 }, 2)).rejects.toMatchObject({
    code: 'JOB_STEP_REPEATED',
    data: { key: 'double 2' },
  });
  await crew.within('review', 1).step(double, { number: 1 });
  await expect(crew.within('review', 1).step(double, { number: 1 })).rejects.toMatchObject({
    data: { key: 'review 1/double' },
  });
  const twins = crew.all([
    (side) => side.step(double, { number: 1 }),
    (side) => side.step(double, { number: 1 }),
  ]);
  await expect(twins).rejects.toMatchObject({ code: 'JOB_STEP_REPEATED' });
});

test('a stored step is refused a second time too: a resumed loop cannot hide a repeated key', async () => {
  const { double } = doubling();
  const first = crewOn();
  await first.crew.step(double, { number: 4 });
  const { crew } = crewOn({ completed: completedBy(first.committed) });
  await crew.step(double, { number: 4 });
  await expect(crew.step(double, { number: 4 })).rejects.toMatchObject({ code: 'JOB_STEP_REPEATED' });
});

test('keys are the path of names and numbers above a step', async () => {
  const { double } = doubling('style');
  const { crew, committed } = crewOn();
  await crew.within('chapter', 3).within('review', 1).step(double, { number: 1 });
  await crew.within('summary').step(double, { number: 1 }, 2);
  expect(committed.map(({ key }) => key)).toEqual(['chapter 3/review 1/style', 'summary/style 2']);
});

test.each<[string, z.ZodType, unknown]>([
  ['NaN, which JSON turns into null', z.any(), { score: NaN }],
  ['a Set, which JSON turns into {}', z.any(), { names: new Set(['Gesa']) }],
  ['a Date, which JSON turns into text', z.any(), { at: new Date(0) }],
  ['undefined in a list, which JSON turns into null', z.any(), [undefined]],
  ['a value that is not of its schema', z.object({ text: z.string() }), { text: 3 }],
])('a fresh output with %s is refused and not committed', async (_, schema, output) => {
  const { crew, committed } = crewOn();
  const work = crew.step(
    doing(schema, () => Promise.resolve(output)),
    {},
  );
  await expect(work).rejects.toMatchObject({ code: 'JOB_STEP_INVALID', data: { key: 'do' } });
  expect(committed).toEqual([]);
});

test('an output that a second reading changes is refused: a resume would see another value', async () => {
  const { crew } = crewOn();
  const growing = z.string().transform((text) => `${text}!`);
  const work = crew.step(
    doing(growing, () => Promise.resolve('so')),
    {},
  );
  await expect(work).rejects.toMatchObject({ code: 'JOB_STEP_INVALID' });
});

test('a fresh run sees what a resumed run sees: undefined members are gone in both', async () => {
  const loose = z.looseObject({ text: z.string() });
  const keep = doing(loose, () => Promise.resolve({ text: 'a', more: undefined }));
  const { crew } = crewOn();
  expect(Object.keys(await crew.step(keep, {}))).toEqual(['text']);
});

test('a stored output that is no longer of its schema is an error, and its work is not started', async () => {
  const { double, work } = doubling();
  const first = crewOn();
  await first.crew.step(double, { number: 4 });
  const damaged = first.committed.map((done) => ({ ...done, output: { doubled: 'eight' } }));
  const { crew } = crewOn({ completed: completedBy(damaged) });
  await expect(crew.step(double, { number: 4 })).rejects.toMatchObject({ code: 'JOB_STEP_INVALID' });
  expect(work.times).toBe(1);
});

test('an input that is not JSON is refused: two different sets would have one hash', async () => {
  const anything = step({
    name: 'any',
    agent: 'writer',
    input: z.any(),
    output: z.any(),
    run: () => Promise.resolve(1),
  });
  const { crew } = crewOn();
  await expect(crew.step(anything, { names: new Set(['a']) })).rejects.toMatchObject({
    code: 'JOB_STEP_INVALID',
  });
});

test('the next step waits until the one before is committed', async () => {
  const { double, work } = doubling();
  const acknowledged = Promise.withResolvers<void>();
  const { crew } = crewOn({ commit: () => acknowledged.promise });
  const both = (async () => {
    await crew.step(double, { number: 1 }, 1);
    await crew.step(double, { number: 2 }, 2);
  })();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(work.times).toBe(1);
  acknowledged.resolve();
  await both;
  expect(work.times).toBe(2);
});

test('a commit that fails fails the step: work that is not on the disk is not built upon', async () => {
  const { double } = doubling();
  const { crew } = crewOn({ commit: () => Promise.reject(new Error('disk full')) });
  await expect(crew.step(double, { number: 1 })).rejects.toThrow('disk full');
});

test('steps side by side run at the same time, and each is committed by itself', async () => {
  const meet = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const waiting = (mine: 0 | 1) =>
    doing(z.number(), async () => {
      meet[mine].resolve();
      await meet[mine === 0 ? 1 : 0].promise; // one after the other would wait for ever
      return mine;
    });
  const { crew, committed } = crewOn();
  const results = await crew.all([
    (side) => side.step(waiting(0), {}, 1),
    (side) => side.step(waiting(1), {}, 2),
  ]);
  expect(results).toEqual([0, 1]);
  expect(committed.map(({ key }) => key).sort()).toEqual(['do 1', 'do 2']);
});

test('one failure side by side stops the others, and the failure is what is thrown', async () => {
  let hasEnded = false;
  const patient = doing(z.null(), async ({ signal }) => {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    hasEnded = true;
    return null;
  });
  const failing = doing(z.null(), () => Promise.reject(new Error('no such scene')));
  const { crew, committed } = crewOn();
  const work = crew.all([(side) => side.step(patient, {}, 1), (side) => side.step(failing, {}, 2)]);
  await expect(work).rejects.toThrow('no such scene');
  expect(hasEnded).toBe(true);
  expect(committed).toEqual([]);
});

test('an aborted crew starts no step', async () => {
  const { double, work } = doubling();
  const stopping = new AbortController();
  const { crew } = crewOn({ signal: stopping.signal });
  stopping.abort();
  const error = await crew.step(double, { number: 1 }).catch((thrown: unknown) => thrown);
  expect(isAbort(error)).toBe(true);
  expect(work.times).toBe(0);
});

test('what a step answers after an abort is not committed: a cut answer would be taken for a whole one', async () => {
  const stopping = new AbortController();
  const cut = doing(z.string(), () => {
    stopping.abort();
    return Promise.resolve('She opened the');
  });
  const { crew, committed } = crewOn({ signal: stopping.signal });
  const error = await crew.step(cut, {}).catch((thrown: unknown) => thrown);
  expect(isAbort(error)).toBe(true);
  expect(committed).toEqual([]);
});

test('an abort ends the wait for an acknowledgement that never comes', async () => {
  const { double } = doubling();
  const stopping = new AbortController();
  const { crew } = crewOn({ signal: stopping.signal, commit: () => new Promise(() => {}) });
  const work = crew.step(double, { number: 1 }).catch((thrown: unknown) => thrown);
  await new Promise((resolve) => setTimeout(resolve, 10));
  stopping.abort();
  expect(isAbort(await work)).toBe(true);
});

test('every model call has its own record, with the step and the role, also one that failed', async () => {
  const model = scriptedModel([
    { answer: 'Gesa set the weight down and waited for the beam to come to rest.', delay: 1 },
    { answer: 'She', error: { code: 'MODEL_FAILED', data: { model: 'm', reason: 'out of memory' } } },
  ]);
  const request = { messages: [], maxTokens: 50, temperature: 0 };
  const asking = doing(z.string(), async (tools) => {
    const { text } = await collectText(tools.model('writer'), request, { signal: tools.signal });
    return text;
  });
  const { crew, calls, progress } = crewOn({ modelOf: () => model });
  await crew.step(asking, {}, 1);
  await expect(crew.step(asking, {}, 2)).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  expect(calls.map(({ step: key, role, ended }) => ({ key, role, ended }))).toEqual([
    { key: 'do 1', role: 'writer', ended: 'stop' },
    { key: 'do 2', role: 'writer', ended: 'failed' },
  ]);
  expect(progress.some(({ tokensPerSecond }) => tokensPerSecond !== null && tokensPerSecond > 0)).toBe(true);
});

test('progress names the running step and its agent, and the fraction stays between 0 and 1', async () => {
  const { double } = doubling();
  const { crew, progress } = crewOn();
  await crew.step(double, { number: 1 }, 3);
  crew.progress(1.2);
  expect(progress[0]).toMatchObject({ agent: 'writer', step: 'double 3' });
  expect(progress.at(-1)).toMatchObject({ fraction: 1, step: 'double 3' });
});
