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
  const quantized = new Int8Array(values.length);
  for (let row = 0, index = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, index++) {
      const lane = by === 'row' ? row : column;
      scales[lane] = Math.max(scales[lane] ?? 0, Math.abs(values[index] ?? 0));
    }
  for (let lane = 0; lane < scales.length; lane++) scales[lane] = (scales[lane] || 1) / largest;
  for (let row = 0, index = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, index++) {
      const step = Math.round((values[index] ?? 0) / (scales[by === 'row' ? row : column] ?? 1));
      quantized[index] = Math.max(-largest, Math.min(largest, step));
    }
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
