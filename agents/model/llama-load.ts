import type { LlamaChat, LlamaContextSequence, LlamaModel } from 'node-llama-cpp';
import { modelIdOf, type EmbeddedModelSettings } from '../../src-shared/domain/model.ts';
import { AppError, isAbort } from '../../src-shared/errors.ts';
import { checkGguf } from './gguf-header.ts';
import { loadBackend, type LlamaBackend } from './llama-backend.ts';
import type { ModelFacts } from './model.ts';
import { createReadingPace, type ReadingPace } from './reading-pace.ts';
import { probeKey, probeThreads, Threads, type ProbeStore } from './thread-probe.ts';

export interface LoadOptions {
  /** Where thread counts are remembered; without it every load probes. */
  readonly probeStore?: ProbeStore;
  /** Called with the part that is loaded, 0..1. */
  readonly onLoadProgress?: (fraction: number) => void;
  readonly signal?: AbortSignal;
  /** The longest a load may take, in seconds. */
  readonly loadSeconds?: number;
}

/** A model in memory, with one context and one sequence that keeps what it has read. */
export interface LoadedLlama {
  readonly id: string;
  readonly backend: LlamaBackend;
  readonly llamaModel: LlamaModel;
  readonly sequence: LlamaContextSequence;
  readonly chat: LlamaChat;
  readonly contextTokens: number;
  readonly facts: ModelFacts;
  readonly pace: ReadingPace;
}

/**
 * Checks a GGUF, loads it and settles its threads. Throws MODEL_FILE_MISSING, MODEL_FILE_INVALID or
 * MODEL_LOAD_FAILED; an aborted signal throws its reason.
 */
export async function loadLlama(settings: EmbeddedModelSettings, options: LoadOptions): Promise<LoadedLlama> {
  const started = performance.now();
  const id = modelIdOf(settings);
  const { bytes, trainedTokens } = await checkGguf(settings.file);
  const { gpuLayers = 0 } = settings;
  const backend = await loadBackend(gpuLayers !== 0);
  const seconds = options.loadSeconds ?? 180;
  const timeout = AbortSignal.timeout(seconds * 1000);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let llamaModel: LlamaModel | null = null;
  try {
    signal.throwIfAborted();
    llamaModel = await orAborted(
      backend.llama.loadModel({
        modelPath: settings.file,
        gpuLayers: backend.llama.gpu === false ? 0 : gpuLayers,
        loadSignal: signal,
        onLoadProgress: options.onLoadProgress ?? (() => {}),
      }),
      signal,
    );
    const contextTokens = Math.min(settings.contextTokens, trainedTokens ?? settings.contextTokens);
    backend.llama.maxThreads = backend.physicalCores;
    const context = await llamaModel.createContext({
      contextSize: contextTokens,
      threads: backend.physicalCores,
      createSignal: signal,
    });
    const sequence = context.getSequence();
    const key = probeKey(id, bytes);
    const found = await settleThreads({ settings, backend, sequence, key, options, signal });
    const chat = new backend.module.LlamaChat({ contextSequence: sequence });
    const facts: ModelFacts = { file: settings.file, bytes, loadMs: performance.now() - started, ...found };
    const pace = createReadingPace({
      most: found.threadsFrom === 'settings' ? found.threads.reading : backend.physicalCores,
      likely: found.threads.reading,
    });
    return { id, backend, llamaModel, sequence, chat, contextTokens, facts, pace };
  } catch (error) {
    void llamaModel?.dispose();
    options.signal?.throwIfAborted();
    const reason = timeout.aborted ? `it took longer than ${seconds} s` : wordsOf(error);
    throw isAbort(error) && !timeout.aborted
      ? error
      : new AppError('MODEL_LOAD_FAILED', { model: id, reason }, error);
  }
}

interface Settling {
  readonly settings: EmbeddedModelSettings;
  readonly backend: LlamaBackend;
  readonly sequence: LlamaContextSequence;
  readonly key: string;
  readonly options: LoadOptions;
  readonly signal: AbortSignal;
}

/** The thread counts of the settings, else the remembered ones, else freshly probed; never more than the cores. */
async function settleThreads(settling: Settling): Promise<Pick<ModelFacts, 'threads' | 'threadsFrom'>> {
  const { settings, backend, sequence, key, options, signal } = settling;
  const atMost = ({ writing, reading }: Threads): Threads => ({
    writing: Math.min(writing, backend.physicalCores),
    reading: Math.min(reading, backend.physicalCores),
  });
  if (settings.threads) return { threads: atMost(settings.threads), threadsFrom: 'settings' };
  const remembered = Threads.safeParse(await options.probeStore?.get(key));
  if (remembered.success) return { threads: atMost(remembered.data), threadsFrom: 'remembered' };
  const giveBack = await backend.turns.take(signal);
  try {
    const threads = await probeThreads(backend, sequence, signal);
    await options.probeStore?.set(key, threads);
    return { threads, threadsFrom: 'probed' };
  } finally {
    giveBack();
  }
}

/** The work's result, or the signal's reason as soon as it is aborted: native code may not listen. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    }),
  ]);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
