/**
 * Room for the thoughts of a model that thinks before it answers. Its vendor counts them towards the answer's limit, so
 * that without it the limit would be spent before the first word.
 */
export const thinkingTokens = 4096;

const thinkers =
  /^(?:[\w-]+\/)?(?:o\d|gpt-[5-9]|gemini-(?:2\.5|[3-9])|deepseek-r|claude-[a-z]+-(?:4[.-][7-9]|[5-9])|command-a-reasoning)/iu;

/** True for a model that is known to think unasked, by its name, with or without its vendor's before it. */
export function thinks(model: string): boolean {
  return thinkers.test(model);
}
