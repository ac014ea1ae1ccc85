import { expect, test } from 'vitest';
import { createReadingPace } from '../../../../agents/model/reading-pace.ts';

/** Reads so many pieces at the speeds of a machine; answers with the threads used for each. */
function read(pieces: number, speedOf: (threads: number, at: number) => number, likely = 2): number[] {
  const pace = createReadingPace({ most: 2, likely });
  return Array.from({ length: pieces }, (_, at) => {
    const { threads } = pace.next();
    pace.record(threads, speedOf(threads, at));
    return threads;
  });
}

test('on a quiet machine one piece is spent on measuring, no more', () => {
  const used = read(100, (threads) => threads * 0.5);
  expect(used.filter((threads) => threads === 1)).toHaveLength(1);
});

test('on a busy machine threads that wait for each other are given up', () => {
  const used = read(400, (threads) => (threads === 1 ? 0.4 : 0.02));
  expect(used.filter((threads) => threads === 2).length).toBeLessThan(7);
});

test('when the machine is quiet again, all threads are used again', () => {
  const used = read(100, (threads, at) => (threads === 1 ? 0.4 : at < 50 ? 0.02 : 0.9));
  expect(used.slice(80)).toEqual(Array(20).fill(2));
});

test('a probe that a busy moment misled is put right after a while', () => {
  const used = read(60, (threads) => threads * 0.2, 1);
  expect(used[0]).toBe(1);
  expect(used.slice(-20)).toEqual(Array(20).fill(2));
});

test('one thread is all there is on one core', () => {
  expect(createReadingPace({ most: 1, likely: 1 }).next().threads).toBe(1);
});

test('the slower the machine, the smaller the pieces an abort has to wait for', () => {
  const pace = createReadingPace({ most: 1, likely: 1 });
  pace.record(1, 0.5);
  expect(pace.next().tokens).toBe(100);
  pace.record(1, 0.001);
  expect(pace.next().tokens).toBe(32);
  pace.record(1, 40);
  expect(pace.next().tokens).toBe(128);
});
