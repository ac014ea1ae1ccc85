import { describe, expect, test } from 'vitest';
import { diversify } from '../../../src-main/retrieval/diversify.ts';
import { fuseRanks } from '../../../src-main/retrieval/fuse.ts';

describe('fusing ranked lists', () => {
  test('what both lists have beats what one has first', () => {
    const fused = fuseRanks([
      [1, 2, 3],
      [4, 2, 5],
    ]);
    expect(fused[0]).toEqual({ id: 2, score: 2 / 62 });
    expect(fused[1]).toEqual({ id: 1, score: 1 / 61 });
    expect(fused.map(({ id }) => id)).toEqual([2, 1, 4, 3, 5]);
  });

  test('an empty list changes nothing', () => {
    expect(fuseRanks([[7, 8], []]).map(({ id }) => id)).toEqual([7, 8]);
  });
});

describe('diversity', () => {
  const candidate = (name: string, vector: readonly number[] | null) => ({
    name,
    source: name.slice(0, 1),
    vector: vector === null ? null : Float32Array.from(vector),
  });
  const names = (chosen: readonly { readonly name: string }[]): string[] => chosen.map(({ name }) => name);

  test('a copy of the best answer gives way to another answer', () => {
    const chosen = diversify([candidate('a1', [1, 0]), candidate('a2', [1, 0]), candidate('b1', [0, 1])], 2);
    expect(names(chosen)).toEqual(['a1', 'b1']);
  });

  test('answers on one subject are not taken for copies: the order stays', () => {
    const chosen = diversify(
      [candidate('a1', [1, 0]), candidate('a2', [0.6, 0.8]), candidate('b1', [0, 1])],
      3,
    );
    expect(names(chosen)).toEqual(['a1', 'a2', 'b1']);
  });

  test('without vectors chunks of one source count as alike', () => {
    const chosen = diversify([candidate('a1', null), candidate('a2', null), candidate('b1', null)], 2);
    expect(names(chosen)).toEqual(['a1', 'b1']);
  });

  test('nothing to choose from is no answer', () => {
    expect(diversify([], 5)).toEqual([]);
  });
});
