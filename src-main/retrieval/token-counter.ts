/** Counts the tokens of a text. */
export type CountTokens = (text: string) => number;

let counter: Promise<CountTokens> | null = null;

/**
 * The one tokenizer that chunks are counted by, whatever model reads them later (o200k_base). Its table costs a third
 * of a second and 70 MB, so it is loaded when the first text is cut, never at start-up.
 */
export function loadTokenCounter(): Promise<CountTokens> {
  counter ??= import('gpt-tokenizer/encoding/o200k_base').then(
    ({ encode }) =>
      (text) =>
        encode(text, { disallowedSpecial: new Set() }).length,
  );
  return counter;
}
