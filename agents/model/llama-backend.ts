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

let loading: Promise<LlamaBackend> | null = null;

/** Loads the prebuilt llama.cpp; no download, no build. Throws MODEL_LOAD_FAILED where there is none for this machine. */
export function loadBackend(): Promise<LlamaBackend> {
  loading ??= load().catch((error: unknown) => {
    loading = null;
    throw new AppError(
      'MODEL_LOAD_FAILED',
      { model: 'llama.cpp', reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  });
  return loading;
}

async function load(): Promise<LlamaBackend> {
  const module = await import('node-llama-cpp');
  const llama = await module.getLlama({
    gpu: false,
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

/** Tells whether the writer is typing: a model that runs meanwhile takes one thread fewer, from its next piece on. */
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
