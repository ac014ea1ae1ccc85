import { availableParallelism } from 'node:os';
import type * as nodeLlama from 'node-llama-cpp';
import { AppError } from '../../src-shared/errors.ts';
import { createTurns, type Turns } from './turns.ts';

/** llama.cpp, loaded once a process: models share its threads, so they also share the turns. */
export interface LlamaBackend {
  readonly module: typeof nodeLlama;
  readonly llama: nodeLlama.Llama;
  /** Threads are never more than this. */
  readonly physicalCores: number;
  readonly turns: Turns;
}

/** By whether the graphics card is used. */
const loading = new Map<boolean, Promise<LlamaBackend>>();

/**
 * Loads the prebuilt llama.cpp; no download, no build. With `useGpu` the one for this machine's graphics card, where
 * there is one. Throws MODEL_LOAD_FAILED where there is none for this machine.
 */
export function loadBackend(useGpu = false): Promise<LlamaBackend> {
  const known = loading.get(useGpu);
  if (known) return known;
  const backend = load(useGpu).catch((error: unknown) => {
    loading.delete(useGpu);
    throw new AppError(
      'MODEL_LOAD_FAILED',
      { model: 'llama.cpp', reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  });
  loading.set(useGpu, backend);
  return backend;
}

async function load(useGpu: boolean): Promise<LlamaBackend> {
  const module = await import('node-llama-cpp');
  const llama = await module.getLlama({
    gpu: useGpu ? 'auto' : false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    logLevel: module.LlamaLogLevel.error,
    logger: () => {}, // its own words would mix with the terminal's; failures come as errors
    maxThreads: 1,
  });
  const physicalCores = Math.max(1, Math.min(llama.cpuMathCores, availableParallelism()));
  return { module, llama, physicalCores, turns: createTurns() };
}

let isTyping = false;

/** Tells whether the writer is typing: a model that runs meanwhile takes one thread fewer, from its next piece or token on. */
export function setTyping(typing: boolean): void {
  isTyping = typing;
}

/** How many threads may work now: those that were found best, one fewer than the cores while the writer types. */
export function allowedThreads(
  found: number,
  { physicalCores }: Pick<LlamaBackend, 'physicalCores'>,
): number {
  return isTyping ? Math.max(1, Math.min(found, physicalCores - 1)) : found;
}
