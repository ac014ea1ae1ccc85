import { expect, test } from 'vitest';
import { candidateThreads } from '../../../../agents/model/thread-probe.ts';

test.each([
  [1, [1]],
  [2, [1, 2]],
  [6, [1, 2, 4, 6]],
  [8, [1, 2, 4, 8]],
])('on %i cores no more threads than cores are tried', (cores, counts) => {
  expect(candidateThreads(cores)).toEqual(counts);
});
