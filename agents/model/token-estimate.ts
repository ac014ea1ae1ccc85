/** A server's tokenizer may cut finer than the one we count with. */
const margin = 1.25;
const templateTokens = 4;

type Count = (text: string) => number;
let loading: Promise<Count> | null = null;

/** Tokens of a text for a model whose tokenizer is not here: those of o200k and a quarter more. */
export async function estimateTokens(text: string): Promise<number> {
  return Math.ceil((await counter())(text) * margin);
}

/** Tokens of a prompt that is surely counted too low rather than too high: o200k's, with nothing added. */
export async function leastTokens(texts: readonly string[]): Promise<number> {
  const count = await counter();
  return texts.reduce((sum, text) => sum + count(text), 0);
}

/** Tokens of a prompt's messages, with what a chat template puts around each. */
export async function estimatePrompt(texts: readonly string[]): Promise<number> {
  const counts = await Promise.all(texts.map(estimateTokens));
  return counts.reduce((sum, tokens) => sum + tokens + templateTokens, templateTokens);
}

function counter(): Promise<Count> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then(
    ({ countTokens }) =>
      (text) =>
        countTokens(text, { allowedSpecial: 'all' }),
  );
  return loading;
}
