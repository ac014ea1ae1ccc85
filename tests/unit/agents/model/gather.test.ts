import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gatherTurns } from '../../../../agents/model/gather.ts';

async function* counting(to: number, read: { last: number; isLeft?: boolean }): AsyncGenerator<number, void> {
  try {
    for (let at = 0; at < to; at++) {
      read.last = at;
      yield at;
    }
  } finally {
    read.isLeft = true;
  }
}

test('parts of one turn come together, none is lost and the order stays', async () => {
  const turns: number[][] = [];
  for await (const parts of gatherTurns(counting(10_000, { last: 0 }))) turns.push(parts);
  expect(turns.flat()).toEqual(Array.from({ length: 10_000 }, (_, at) => at));
  expect(turns.length).toBeLessThan(10);
});

test('a part that comes alone is not kept back for the next', async () => {
  let release = () => {};
  const later = new Promise<void>((resolve) => (release = resolve));
  const source = (async function* () {
    yield 'first';
    await later;
    yield 'second';
  })();
  const turns = gatherTurns(source);
  expect((await turns.next()).value).toEqual(['first']);
  release();
  expect((await turns.next()).value).toEqual(['second']);
  expect((await turns.next()).done).toBe(true);
});

test('an error is thrown after what came before it', async () => {
  const source = (async function* () {
    yield* counting(3, { last: 0 });
    throw new Error('broken off');
  })();
  const seen: number[] = [];
  const read = async () => {
    for await (const parts of gatherTurns(source)) seen.push(...parts);
  };
  await expect(read()).rejects.toThrow('broken off');
  expect(seen).toEqual([0, 1, 2]);
});

test('a reader that is slow does not have the whole source kept for it', async () => {
  const read = { last: 0 };
  const turns = gatherTurns(counting(1_000_000, read));
  await turns.next();
  for (let at = 0; at < 20; at++) await turn();
  expect(read.last).toBeLessThan(10_000);
  await turns.return();
});

test('a reader that leaves ends the source, also one that stands still', async () => {
  const read = { last: 0, isLeft: false };
  const turns = gatherTurns(counting(1_000_000, read));
  await turns.next();
  await turns.return();
  await turn();
  expect(read.isLeft).toBe(true);

  const still = gatherTurns(
    (async function* () {
      yield 1;
      await new Promise(() => {});
    })(),
  );
  await still.next();
  expect((await still.return()).done).toBe(true);
});
