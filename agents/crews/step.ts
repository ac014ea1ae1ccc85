import type { z } from 'zod';
import type { Role } from '../../src-shared/domain/model.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import type { Declarations } from '../declarations.ts';
import type { Library } from '../library.ts';
import type { Model } from '../model/model.ts';

/** What a step works with. Ids, clock, randomness and reads of the library happen inside steps only. */
export interface StepTools {
  /** The model that plays a role; its calls are recorded. What of its text is for the eye, a step shows itself. */
  model(role: Role): Model;
  readonly library: Library;
  /** agents.yaml and tasks.yaml, with the novel's overrides. */
  readonly declarations: Declarations;
  readonly signal: AbortSignal;
  newId(): string;
  now(): number;
  /** Text for the eye while the step runs; never an input to anything. */
  show(text: string): void;
  /** Keeps an exam's result for this machine, so that no job sits it again. */
  recordExam(result: ExamResult): void;
}

/** A piece of durable work: a name, two schemas and the work itself. */
export interface Step<Input, Output> {
  readonly name: string;
  /** Who the writer sees at work. */
  readonly agent: Role;
  readonly input: z.ZodType<Input>;
  readonly output: z.ZodType<Output>;
  run(input: Input, tools: StepTools): Promise<Output>;
}

/** Names a step. Its output passes `output` when fresh and when read back from the novel. */
export function step<Input, Output>(definition: Step<Input, Output>): Step<Input, Output> {
  return definition;
}

/**
 * What runs steps. A step's key is the path of names and numbers above it; the same key twice throws
 * JOB_STEP_REPEATED. A committed result is given back when the input's hash is the same; otherwise the step runs,
 * and the next one waits until its result is committed.
 */
export interface Crew {
  step<Input, Output>(step: Step<Input, Output>, input: Input, number?: number): Promise<Output>;
  /** Runs steps side by side; each still commits by itself. */
  all<Outputs extends readonly unknown[]>(work: {
    [K in keyof Outputs]: (crew: Crew) => Promise<Outputs[K]>;
  }): Promise<Outputs>;
  /** The same crew one level down: keys get `name` or `name number` in front. */
  within(name: string, number?: number): Crew;
  /** How much of the work is done, 0..1, as the recipe knows it. */
  progress(fraction: number): void;
}
