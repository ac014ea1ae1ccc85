import { expect, test } from 'vitest';
import { createTurns } from '../../../../agents/model/turns.ts';

const never = new AbortController().signal;

test('turns come one at a time and in order', async () => {
  const turns = createTurns();
  const done: string[] = [];
  const work = async (name: string) => {
    const giveBack = await turns.take(never);
    done.push(`${name} begins`);
    await Promise.resolve();
    done.push(`${name} ends`);
    giveBack();
  };
  await Promise.all([work('first'), work('second'), work('third')]);
  expect(done).toEqual([
    'first begins',
    'first ends',
    'second begins',
    'second ends',
    'third begins',
    'third ends',
  ]);
});

test('whoever stops waiting leaves the others their place', async () => {
  const turns = createTurns();
  const giveBack = await turns.take(never);
  const leaving = new AbortController();
  const left = turns.take(leaving.signal);
  const stayed = turns.take(never);
  leaving.abort();
  await expect(left).rejects.toThrow();
  giveBack();
  (await stayed)();
  (await turns.take(never))();
});

test('a turn given back twice does not let two in', async () => {
  const turns = createTurns();
  const first = await turns.take(never);
  const second = turns.take(never);
  const third = turns.take(never);
  first();
  first();
  await second;
  const state = await Promise.race([third.then(() => 'let in'), Promise.resolve('waiting')]);
  expect(state).toBe('waiting');
});
