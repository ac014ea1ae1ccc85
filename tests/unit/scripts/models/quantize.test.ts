import { describe, expect, test } from 'vitest';
import { quantize, transpose, type Matrix } from '../../../../scripts/models/quantize.ts';
import { toFloats } from '../../../../scripts/models/safetensors.ts';

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  rows: rows.length,
  columns: rows[0]?.length ?? 0,
  values: Float32Array.from(rows.flat()),
});

const uneven = matrix([
  [0.006, -100, 3],
  [0.02, 50, -1],
]);

describe('quantize', () => {
  test.each(['row', 'column'] as const)(
    'by %s: no value is off by more than half a step of its own lane',
    (by) => {
      const { values, scales } = quantize(uneven, by);
      uneven.values.forEach((value, index) => {
        const scale = scales[by === 'row' ? Math.floor(index / 3) : index % 3] ?? NaN;
        expect(Math.abs((values[index] ?? NaN) * scale - value)).toBeLessThanOrEqual(scale / 2 + 1e-6);
      });
    },
  );

  test('by column: a column of small numbers is not flattened by its neighbour of large ones', () => {
    const { values } = quantize(uneven, 'column');
    expect([values[0], values[3]]).toEqual([38, 127]);
  });

  test('a lane of zeros divides by nothing', () => {
    const { values, scales } = quantize(matrix([[0, 0]]), 'row');
    expect([...values]).toEqual([0, 0]);
    expect(Number.isFinite(scales[0])).toBe(true);
  });

  test('-128 is never used: the format is symmetric', () => {
    expect(Math.min(...quantize(matrix([[-1, 1, -1.0000001]]), 'row').values)).toBe(-127);
  });
});

test('transpose: rows become columns of a matrix that is not square', () => {
  expect(
    transpose(
      matrix([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    ),
  ).toEqual(
    matrix([
      [1, 4],
      [2, 5],
      [3, 6],
    ]),
  );
});

describe('half floats', () => {
  test.each([
    ['zero', 0x0000, 0],
    ['minus zero', 0x8000, -0],
    ['one', 0x3c00, 1],
    ['minus two', 0xc000, -2],
    ['a third', 0x3555, 0.333251953125],
    ['the largest', 0x7bff, 65504],
    ['the smallest normal', 0x0400, 2 ** -14],
    ['the smallest of all', 0x0001, 2 ** -24],
    ['infinity', 0x7c00, Infinity],
    ['minus infinity', 0xfc00, -Infinity],
    ['not a number', 0x7e00, NaN],
  ])('%s', (_, half, expected) => {
    expect(toFloats(Uint16Array.of(half))[0]).toBe(expected);
  });
});
