import { z } from 'zod';
import { embeddingAddressOf, type RemoteEmbeddingSettings } from '../../src-shared/domain/embedding.ts';
import type { EmbeddingUse } from './embedder.ts';

/** How a kind of server is asked for vectors, and how its answer is read. */
export interface EmbeddingWire {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  body(texts: readonly string[], use: EmbeddingUse): unknown;
  /** Throws a ZodError. */
  read(answer: unknown): EmbeddingAnswer;
}

/** Vectors in the order of the texts, and what the server says they took; null where it does not say. */
export interface EmbeddingAnswer {
  readonly vectors: readonly (readonly number[])[];
  readonly tokens: number | null;
  readonly cost: number | null; // US dollars
}

/** The wire of a server (OpenAI's and Ollama's API references, Gemini's `batchEmbedContents`). */
export function wireOf(settings: RemoteEmbeddingSettings, key: string | null): EmbeddingWire {
  const base = embeddingAddressOf(settings).replace(/\/+$/, '');
  if (settings.provider === 'ollama') return ollama(base, settings.model);
  if (settings.provider === 'gemini')
    return gemini(base, { model: settings.model, key: key ?? '', dimensions: settings.dimensions });
  const dimensions = settings.provider === 'openai' ? settings.dimensions : null;
  return openai(base, { model: settings.model, key, dimensions });
}

interface Asked {
  readonly model: string;
  readonly key: string | null;
  readonly dimensions: number | null;
}

const Vector = z.array(z.number());
const Count = z.int().nonnegative().nullish().catch(null);

const Cost = z.number().nonnegative().nullish().catch(null);

const OpenAiAnswer = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: Vector })),
  usage: z.object({ prompt_tokens: Count, cost: Cost }).nullish().catch(null),
});

function openai(base: string, { model, key, dimensions }: Asked): EmbeddingWire {
  return {
    url: `${base}/embeddings`,
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
    body: (input) => ({
      model,
      input,
      encoding_format: 'float', // servers of others know no other
      ...(dimensions === null ? {} : { dimensions }),
    }),
    read: (answer) => {
      const { data, usage } = OpenAiAnswer.parse(answer);
      const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => embedding);
      return { vectors, tokens: usage?.prompt_tokens ?? null, cost: usage?.cost ?? null };
    },
  };
}

const OllamaAnswer = z.object({ embeddings: z.array(Vector), prompt_eval_count: Count });

function ollama(base: string, model: string): EmbeddingWire {
  return {
    url: `${base}/api/embed`,
    headers: {},
    body: (input) => ({ model, input, truncate: true }),
    read: (answer) => {
      const { embeddings, prompt_eval_count: tokens } = OllamaAnswer.parse(answer);
      return { vectors: embeddings, tokens: tokens ?? null, cost: null };
    },
  };
}

const GeminiAnswer = z.object({
  embeddings: z.array(z.object({ values: Vector })),
  usageMetadata: z.object({ promptTokenCount: Count }).nullish().catch(null),
});
const tasks = { query: 'RETRIEVAL_QUERY', passage: 'RETRIEVAL_DOCUMENT' } as const;

function gemini(base: string, { model, key, dimensions }: Asked): EmbeddingWire {
  return {
    url: `${base}/v1beta/models/${encodeURIComponent(model)}:batchEmbedContents`,
    headers: { 'x-goog-api-key': key ?? '' },
    body: (texts, use) => ({
      requests: texts.map((text) => ({
        model: `models/${model}`,
        content: { parts: [{ text }] },
        taskType: tasks[use],
        ...(dimensions === null ? {} : { outputDimensionality: dimensions }),
      })),
    }),
    read: (answer) => {
      const { embeddings, usageMetadata } = GeminiAnswer.parse(answer);
      const tokens = usageMetadata?.promptTokenCount ?? null;
      return { vectors: embeddings.map(({ values }) => values), tokens, cost: null };
    },
  };
}
