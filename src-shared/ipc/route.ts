import type { z } from 'zod';

/** One thing the window may ask of main: what it sends, parsed strictly, and what comes back. */
export interface Route<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

/** Writes a route down with its types kept. */
export function route<Input extends z.ZodType, Output extends z.ZodType>(
  described: Route<Input, Output>,
): Route<Input, Output> {
  return described;
}
