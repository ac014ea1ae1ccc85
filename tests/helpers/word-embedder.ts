import models from '../../resources/models.json' with { type: 'json' };
import type { Embedder } from '../../src-main/retrieval/embedder.ts';
import { searchWords } from '../../src-shared/text/search-words.ts';

/** An embedder that knows words and no meaning: texts are near when they share words. Exact, fast, and no model. */
export function wordEmbedder(): Embedder & { readonly embedded: string[] } {
  const { name, dimension } = models.embedding;
  const embedded: string[] = [];
  return {
    name,
    dimension,
    maxTokens: 254,
    embedded,
    countTokens: (text) => searchWords(text, 'en').length,
    close: async () => {},
    embed: async (texts) =>
      texts.map((text) => {
        embedded.push(text);
        const vector = new Float32Array(dimension);
        for (const word of searchWords(text, 'en'))
          for (let dimensionOfWord = 0; dimensionOfWord < dimension; dimensionOfWord++)
            vector[dimensionOfWord] = (vector[dimensionOfWord] ?? 0) + sign(word, dimensionOfWord);
        const length = Math.hypot(...vector);
        return length === 0 ? vector : vector.map((value) => value / length);
      }),
  };
}

/** A fixed +1 or -1 for a word and a dimension (FNV-1a, mixed). */
function sign(word: string, dimension: number): number {
  let hash = 0x811c9dc5 ^ Math.imul(dimension + 1, 0x9e3779b1);
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x85ebca6b) >>> 31 === 0 ? 1 : -1;
}
