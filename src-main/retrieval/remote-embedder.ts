import { ZodError } from 'zod';
import { systemClock, type Clock } from '../../agents/model/clock.ts';
import { translateError } from '../../agents/model/remote-errors.ts';
import { wireFetch } from '../../agents/model/wire.ts';
import {
  embeddingAddressOf,
  embeddingAsModel,
  embeddingKeyOf,
  embeddingNameOf,
  type RemoteEmbeddingSettings,
} from '../../src-shared/domain/embedding.ts';
import { AppError } from '../../src-shared/errors.ts';
import type { Embedder, EmbeddingUse } from './embedder.ts';
import { wireOf } from './embedding-wires.ts';
import type { EmbeddingAccountants } from './load-embedder.ts';
import { meterEmbedding, type AskServer } from './meter-embedding.ts';
import { loadTokenCounter } from './token-counter.ts';

export interface RemoteEmbedderOptions {
  readonly clock?: Clock;
  /** Who keeps the money; nobody when left out. */
  readonly accountants?: EmbeddingAccountants;
  /** The longest a server may be silent about a batch of passages, and about a question somebody waits for. */
  readonly silenceMs?: Readonly<Record<EmbeddingUse, number>>;
}

/** Texts at once, and the characters they may have together. */
const mostTexts = 32;
const mostCharacters = 48_000;
/** A passage's tokens by our count. The server's own tokenizer may count twice as many and still has room. */
const passageTokens = 256;
const attempts = { query: 1, passage: 4 } as const;
const firstPauseMs = 500;
const longestPauseMs = 60_000;
const usualSilence = { query: 5_000, passage: 60_000 } as const;

/**
 * A server that embeds, asked once for its dimension. Passing failures of passages are tried again, a named waiting
 * time is kept; a question is tried once. Throws MODEL_KEY_MISSING, MODEL_BUDGET_SPENT before anything is sent that could go
 * beyond a cap, and what the server's failure stands for.
 */
export async function openRemoteEmbedder(
  settings: RemoteEmbeddingSettings,
  keys: Readonly<Record<string, string>>,
  { clock = systemClock, silenceMs = usualSilence, accountants }: RemoteEmbedderOptions = {},
): Promise<Embedder> {
  const { host } = new URL(embeddingAddressOf(settings));
  const keyName = embeddingKeyOf(settings);
  const key = keyName === null ? null : (keys[keyName] ?? '');
  if (key === '') throw new AppError('MODEL_KEY_MISSING', { host, key: keyName });
  const { model } = settings;
  const wire = wireOf(settings, key);
  const closing = new AbortController();
  const countTokens = await loadTokenCounter();

  const askOnce: AskServer = async (texts, use) => {
    const silence = AbortSignal.timeout(silenceMs[use]);
    try {
      const response = await wireFetch(wire.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...wire.headers },
        body: JSON.stringify(wire.body(texts, use)),
        signal: AbortSignal.any([silence, closing.signal]),
      });
      const { vectors, ...told } = wire.read(await response.json());
      return { ...told, vectors: checkVectors(vectors, { model, count: texts.length }) };
    } catch (error) {
      closing.signal.throwIfAborted();
      if (silence.aborted)
        throw new AppError('MODEL_TIMEOUT', { model, seconds: silenceMs[use] / 1000, isPassing: true });
      if (error instanceof ZodError || error instanceof SyntaxError)
        throw new AppError('MODEL_NOT_A_MODEL_SERVER', { host }, error);
      const names = { model, host, keyName, key, contextTokens: passageTokens };
      const failing = { hasBegun: false, hasSpoken: false, promptTokens: 0, failureOf: () => null };
      throw translateError(error, names, failing);
    }
  };

  const askPatiently: AskServer = (texts, use) =>
    withRetries(() => askOnce(texts, use), { attempts: attempts[use], clock, signal: closing.signal });
  const ask = accountants
    ? meterEmbedding(askPatiently, { settings: embeddingAsModel(settings), accountants })
    : askPatiently;

  const [probe] = (await ask(['Fabula'], 'query')).vectors;
  let dimension = probe?.length ?? 0;
  return {
    name: embeddingNameOf(settings),
    get dimension() {
      return dimension;
    },
    maxTokens: passageTokens,
    countTokens,
    close: () => Promise.resolve(closing.abort()),
    embed: async (texts, use = 'passage') => {
      const made = new Map<number, Float32Array>();
      for (const batch of batchesOf(texts)) {
        const { vectors } = await ask(
          batch.map(({ text }) => text),
          use,
        );
        batch.forEach(({ at }, row) => made.set(at, vectors[row] ?? new Float32Array()));
      }
      const sizes = new Set([...made.values()].map(({ length }) => length));
      if (sizes.size > 1)
        throw new AppError('MODEL_OUTPUT_INVALID', { model, reason: 'reason.dimension-changed' });
      for (const size of sizes) dimension = size; // another model may stand behind the same name since
      return texts.map((_, at) => made.get(at) ?? new Float32Array(dimension));
    },
  };
}

interface Retries {
  readonly attempts: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Asks again after a passing failure, not sooner than the server named. Throws the last failure. */
async function withRetries<Answer>(
  ask: () => Promise<Answer>,
  { attempts: most, clock, signal }: Retries,
): Promise<Answer> {
  for (let failed = 1; ; failed++) {
    try {
      return await ask();
    } catch (error) {
      if (failed >= most || !(error instanceof AppError) || error.data.isPassing !== true) throw error;
      const named = typeof error.data.retryAfterMs === 'number' ? error.data.retryAfterMs : 0;
      const own = Math.min(firstPauseMs * 2 ** (failed - 1), longestPauseMs);
      await clock.sleep(Math.max(named, own), signal);
      signal.throwIfAborted();
    }
  }
}

interface Placed {
  readonly text: string;
  readonly at: number;
}

/** Texts with a word in them, in batches a server takes. */
function batchesOf(texts: readonly string[]): Placed[][] {
  const batches: Placed[][] = [];
  let room = 0;
  for (const [at, text] of texts.entries()) {
    if (text.trim() === '') continue;
    const last = batches.at(-1);
    if (last && last.length < mostTexts && text.length <= room) last.push({ text, at });
    else batches.push([{ text, at }]);
    room = (batches.at(-1)?.length === 1 ? mostCharacters : room) - text.length;
  }
  return batches;
}

/** Vectors of unit length, as many as were asked for. Throws MODEL_OUTPUT_INVALID. */
function checkVectors(
  vectors: readonly (readonly number[])[],
  { model, count }: { readonly model: string; readonly count: number },
): readonly Float32Array[] {
  const dimension = vectors[0]?.length ?? 0;
  const isSound = vectors.length === count && dimension > 0 && vectors.every((v) => v.length === dimension);
  if (!isSound) throw new AppError('MODEL_OUTPUT_INVALID', { model, reason: 'reason.vectors-missing' });
  return vectors.map((vector) => {
    const length = Math.hypot(...vector);
    if (!Number.isFinite(length))
      throw new AppError('MODEL_OUTPUT_INVALID', { model, reason: 'reason.vectors-missing' });
    return Float32Array.from(vector, (value) => (length === 0 ? 0 : value / length));
  });
}
