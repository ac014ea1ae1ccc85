import { cpus } from 'node:os';
import type { LlamaContextSequence, Token } from 'node-llama-cpp';
import { z } from 'zod';
import type { LlamaBackend } from './llama-backend.ts';

/** How many threads a model writes with and reads its prompt with. */
export const Threads = z.object({ writing: z.int().min(1), reading: z.int().min(1) });
export type Threads = z.infer<typeof Threads>;

/** Where probed thread counts are remembered: JSON values by key. */
export interface ProbeStore {
  get(key: string): unknown;
  set(key: string, value: unknown): void | Promise<void>;
}

const rounds = 2;
const readTokens = 192;
const readAtOnce = 64;
const writeTokens = 24;
const longestMeasureMs = 500;

/** What a probe's result depends on: this machine's processor and the model. */
export function probeKey(model: string, fileBytes: number): string {
  const all = cpus();
  return ['threads', all[0]?.model.trim() ?? 'cpu', all.length, model, fileBytes].join('/');
}

/** Counts worth trying on a machine with so many cores: 1, 2, 4 ... and all of them. */
export function candidateThreads(cores: number): readonly number[] {
  const counts: number[] = [];
  for (let count = 1; count < cores; count *= 2) counts.push(count);
  return [...counts, cores];
}

/**
 * Finds the fastest thread counts for writing and for reading by trying each briefly in interleaved rounds. Reading
 * counts by its better round. Writing is many short steps in which one thread that has to wait holds up the others,
 * so it counts by its worse round. The sequence is empty afterwards.
 */
export async function probeThreads(
  backend: LlamaBackend,
  sequence: LlamaContextSequence,
  signal: AbortSignal,
): Promise<Threads> {
  const counts = candidateThreads(backend.physicalCores);
  if (counts.length === 1) return { writing: 1, reading: 1 };
  const text = 'The lamp burned low over the harbour and nobody came to trim it. '.repeat(16);
  const tokens = sequence.model.tokenize(text).slice(0, readTokens);
  const reading = new Map<number, number>();
  const writing = new Map<number, number>();
  for (let round = 0; round < rounds; round++)
    for (const count of counts) {
      signal.throwIfAborted();
      backend.llama.maxThreads = count;
      await sequence.clearHistory();
      keep(Math.max, reading, [count, await measureReading(sequence, tokens)]);
      keep(Math.min, writing, [count, await measureWriting(sequence, tokens)]);
    }
  await sequence.clearHistory();
  return { writing: fastest(writing), reading: fastest(reading) };
}

async function measureReading(sequence: LlamaContextSequence, tokens: Token[]): Promise<number> {
  const started = performance.now();
  let read = 0;
  while (read < tokens.length && performance.now() - started < longestMeasureMs) {
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(read, read + readAtOnce));
    read += readAtOnce;
  }
  return Math.min(read, tokens.length) / (performance.now() - started);
}

async function measureWriting(sequence: LlamaContextSequence, tokens: Token[]): Promise<number> {
  const started = performance.now();
  let written = 0;
  for await (const token of sequence.evaluate(tokens.slice(-1), { temperature: 0, yieldEogToken: true })) {
    void token;
    written += 1;
    if (written >= writeTokens || performance.now() - started > longestMeasureMs) break;
  }
  return written / (performance.now() - started);
}

type Pick = (one: number, other: number) => number;

function keep(pick: Pick, speeds: Map<number, number>, [count, speed]: readonly [number, number]): void {
  speeds.set(count, pick(speed, speeds.get(count) ?? speed));
}

/** The count with the best speed; fewer threads win unless more are at least a tenth faster. */
function fastest(speeds: ReadonlyMap<number, number>): number {
  let best = { count: 1, speed: 0 };
  for (const [count, speed] of speeds) if (speed > best.speed * 1.1) best = { count, speed };
  return best.count;
}
