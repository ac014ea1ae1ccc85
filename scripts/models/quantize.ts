/** A matrix in row-major order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** Eight-bit values and the scale that brings them back: `value = quantized * scale` of its row or column. */
export interface Quantized {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

const largest = 127;

/** Symmetric int8 with one scale for each row or each column, so that no row's outlier coarsens another's values. */
export function quantize(matrix: Matrix, by: 'row' | 'column'): Quantized {
  const { rows, columns, values } = matrix;
  const scales = new Float32Array(by === 'row' ? rows : columns);
  const laneOf = (index: number): number => (by === 'row' ? Math.floor(index / columns) : index % columns);
  values.forEach((value, index) => {
    const lane = laneOf(index);
    scales[lane] = Math.max(scales[lane] ?? 0, Math.abs(value));
  });
  scales.forEach((peak, lane) => (scales[lane] = (peak || 1) / largest));
  const quantized = Int8Array.from(values, (value, index) => {
    const step = Math.round(value / (scales[laneOf(index)] ?? 1));
    return Math.max(-largest, Math.min(largest, step));
  });
  return { values: quantized, scales };
}

/** Rows become columns: a linear layer is stored [out, in] and multiplied as [in, out]. */
export function transpose({ rows, columns, values }: Matrix): Matrix {
  const turned = new Float32Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column] ?? 0;
  return { rows: columns, columns: rows, values: turned };
}
