import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Tokenizer } from '@huggingface/tokenizers';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../../src-shared/errors.ts';
import { bundledModel, type OnnxModel } from './onnx-models.ts';

/** What a text is for: some models read a question otherwise than what may answer it. */
export type EmbeddingUse = 'query' | 'passage';

/** Turns texts into vectors of meaning. Near in meaning is near in angle; vectors of different models never mix. */
export interface Embedder {
  /** As the index knows it; another name means other vectors. */
  readonly name: string;
  readonly dimension: number;
  /** Tokens of a text that are seen, as `countTokens` counts them; what is beyond is not in its vector. */
  readonly maxTokens: number;
  /**
   * A vector of unit length for each text, in order; all zero for a text with no token. It depends on its own text
   * alone, up to rounding. They are passages unless it is said.
   */
  embed(texts: readonly string[], use?: EmbeddingUse): Promise<Float32Array[]>;
  /** Tokens of a text by the model's own tokenizer, without the two marks the model puts around it. */
  countTokens(text: string): number;
  close(): Promise<void>;
}

interface EmbedderOptions {
  readonly folder: string; // holds the model's graph and tokenizer.json
  readonly threads: number;
  readonly model?: OnnxModel; // the bundled one when left out
}

/** Enough for any 256 tokens of prose, in any script; the rest of a huge text need not be read at all. */
const mostCharacters = 16_384;

/** Loads the model, in about half a second. Throws EMBEDDING_MODEL_MISSING, or MODEL_LOAD_FAILED if it is damaged. */
export async function loadEmbedder({
  folder,
  threads,
  model = bundledModel,
}: EmbedderOptions): Promise<Embedder> {
  const { name, dimension, maxTokens, prefixes, batchSize } = model;
  const [tokenizer, session] = await openModel({ folder, threads, model });
  const encode = (text: string): number[] => tokenizer.encode(text.toWellFormed()).ids;
  const marks = encode('').length;
  const end = encode('').at(-1) ?? 0;

  const longestPrefix = Math.max(...Object.values(prefixes).map((prefix) => encode(prefix).length - marks));
  const encodeForModel = (text: string, use: EmbeddingUse): number[] => {
    const words = text.trimStart().slice(0, mostCharacters);
    const ids = encode(words === '' ? '' : prefixes[use] + words);
    return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), end];
  };

  return {
    name,
    dimension,
    maxTokens: maxTokens - marks - longestPrefix,
    countTokens: (text) => encode(text).length - marks,
    close: () => session.release(),
    embed: async (texts, use = 'passage') => {
      const vectors = texts.map(() => new Float32Array(dimension));
      const encoded = texts.map((text) => encodeForModel(text, use));
      for (const batch of batches(encoded, { marks, batchSize })) {
        const made = await runBatch(session, batch, model);
        batch.forEach(({ index }, row) => vectors[index]?.set(made[row] ?? []));
      }
      return vectors;
    },
  };
}

async function openModel({
  folder,
  threads,
  model,
}: Required<EmbedderOptions>): Promise<[Tokenizer, InferenceSession]> {
  const tokenizerJson = await readFile(join(folder, 'tokenizer.json'), 'utf8').catch((error: unknown) => {
    throw new AppError('EMBEDDING_MODEL_MISSING', { path: folder }, error);
  });
  const graph = await readFile(join(folder, model.graph)).catch((error: unknown) => {
    throw new AppError('EMBEDDING_MODEL_MISSING', { path: folder }, error);
  });
  try {
    const tokenizer = new Tokenizer(JSON.parse(tokenizerJson) as object, {});
    const session = await InferenceSession.create(graph, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Spinning threads would take the processor from the language model and from the writer's typing.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    return [tokenizer, session];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('MODEL_LOAD_FAILED', { model: model.name, reason }, error);
  }
}

interface Encoded {
  readonly index: number;
  readonly ids: readonly number[];
}

/** Texts of like length together, so that little is spent on padding. A text of no token is left out. */
function batches(
  encoded: readonly (readonly number[])[],
  { marks, batchSize }: { readonly marks: number; readonly batchSize: number },
): Encoded[][] {
  const sorted = encoded
    .map((ids, index): Encoded => ({ ids, index }))
    .filter(({ ids }) => ids.length > marks)
    .sort((a, b) => a.ids.length - b.ids.length);
  const made: Encoded[][] = [];
  for (let start = 0; start < sorted.length; start += batchSize)
    made.push(sorted.slice(start, start + batchSize));
  return made;
}

async function runBatch(
  session: InferenceSession,
  batch: readonly Encoded[],
  { name, dimension }: OnnxModel,
): Promise<Float32Array[]> {
  const length = Math.max(...batch.map(({ ids }) => ids.length));
  const ids = new BigInt64Array(batch.length * length);
  const mask = new BigInt64Array(batch.length * length);
  batch.forEach((text, row) =>
    text.ids.forEach((id, column) => {
      ids[row * length + column] = BigInt(id);
      mask[row * length + column] = 1n;
    }),
  );
  const tensor = (data: BigInt64Array): Tensor => new Tensor('int64', data, [batch.length, length]);
  const inputs: Record<string, Tensor> = { input_ids: tensor(ids), attention_mask: tensor(mask) };
  if (session.inputNames.includes('token_type_ids'))
    inputs.token_type_ids = tensor(new BigInt64Array(ids.length));
  const { last_hidden_state: hidden } = await session.run(inputs);
  const values = hidden?.data;
  if (!(values instanceof Float32Array))
    throw new AppError('MODEL_FAILED', { model: name, reason: 'it gave no vectors' });
  return batch.map((text, row) => {
    const start = row * length * dimension;
    return meanOfUnitLength(values.subarray(start, start + text.ids.length * dimension), dimension);
  });
}

/** The mean of a text's token vectors, brought to length 1 (Sentence-BERT, Reimers and Gurevych, 2019). */
function meanOfUnitLength(tokens: Float32Array, dimension: number): Float32Array {
  const mean = new Float32Array(dimension);
  for (let start = 0; start < tokens.length; start += dimension)
    for (let i = 0; i < dimension; i++) mean[i] = (mean[i] ?? 0) + (tokens[start + i] ?? 0);
  let square = 0;
  for (const value of mean) square += value * value;
  const scale = 1 / Math.sqrt(square);
  return mean.map((value) => value * scale);
}
