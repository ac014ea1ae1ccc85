/** Whether a value keeps its target. */
export const verdict = (value: number, target: number): string =>
  value <= target ? `<= ${target} ok` : `> ${target} MISSED`;
