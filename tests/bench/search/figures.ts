/** One figure beside its reference, as a plain line. */
export function printLine(
  name: string,
  { value, reference = '-', verdict = '' }: { value: string; reference?: string; verdict?: string },
): void {
  console.log(`${name}  ${value}  ${reference}  ${verdict}`.trimEnd());
}

/** The value that the given part of the values do not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** The middle value; of an even number of them, the upper of the two. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** How a figure with a target is marked: the summary looks for these words. */
export const verdictOf = (isMet: boolean): string => (isMet ? 'ok' : 'MISSED');

export const milliseconds = (value: number): string => `${value.toFixed(2)} ms`;
