/** The lines with one of them changed. */
export function withLine<Line>(lines: readonly Line[], at: number, change: Partial<Line>): readonly Line[] {
  return lines.map((line, number) => (number === at ? { ...line, ...change } : line));
}

/** The lines without one of them. */
export function withoutLine<Line>(lines: readonly Line[], at: number): readonly Line[] {
  return lines.filter((_, number) => number !== at);
}
