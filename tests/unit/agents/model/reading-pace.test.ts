import { expect, test } from 'vitest';
import { createReadingPace } from '../../../../agents/model/reading-pace.ts';

/** Reads so many pieces at the speeds of a machine; answers with the threads used for each. */
function read(pieces: number, speedOf: (threads: number, at: number) => number): number[] {
  const pace = createReadingPace(2);
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

test('one thread is all there is on one core', () => {
  expect(createReadingPace(1).next().threads).toBe(1);
});

test('the slower the machine, the smaller the pieces an abort has to wait for', () => {
  const pace = createReadingPace(1);
  pace.record(1, 0.5);
  expect(pace.next().tokens).toBe(50);
  pace.record(1, 0.001);
  expect(pace.next().tokens).toBe(16);
  pace.record(1, 40);
  expect(pace.next().tokens).toBe(128);
});
