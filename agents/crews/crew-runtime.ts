import { AppError, isAbort } from '../../src-shared/errors.ts';
import type { Hash } from '../../src-shared/domain/ids.ts';
import type { JobProgress, ModelCall } from '../../src-shared/domain/job.ts';
import type { Role } from '../../src-shared/domain/model.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import type { Declarations } from '../declarations.ts';
import type { Library } from '../library.ts';
import type { Model } from '../model/model.ts';
import { recordModel } from '../model/recording-model.ts';
import { canonicalJson, hashOf } from './canonical-json.ts';
import type { Crew, Step, StepTools } from './step.ts';

/** A step's committed result, as the novel keeps it. */
export interface CommittedStep {
  readonly key: string;
  readonly inputHash: Hash;
  readonly output: unknown;
}

/** A step's result on its way to the novel. */
export interface FinishedStep extends CommittedStep {
  readonly startedAt: number;
  readonly endedAt: number;
}

/** What a crew runs on. The same crew runs in a worker and in a test: only these differ. */
export interface CrewOptions {
  /** The steps an earlier attempt committed, by key. */
  readonly completed: ReadonlyMap<string, CommittedStep>;
  /** Resolves when the result is safe on the disk; the next step waits for it. */
  commit(step: FinishedStep): Promise<void>;
  modelOf(role: Role, step: string): Model;
  readonly library: Library;
  readonly declarations: Declarations;
  readonly signal: AbortSignal;
  newId(): string;
  now(): number;
  onStepStart?(key: string, agent: Role): void;
  /** Text for the eye while a step runs. */
  onText?(key: string, text: string): void;
  onModelCall?(call: ModelCall): void;
  onExam?(result: ExamResult): void;
  onProgress?(progress: JobProgress): void;
}

/** What all levels of one crew share: which keys were used and what the eye was last told. */
interface Run {
  readonly options: CrewOptions;
  readonly keys: Set<string>;
  progress: JobProgress;
}

/** A crew that runs durable steps by the rules of `Crew`. Throws AbortError before a step once `signal` is aborted. */
export function createCrew(options: CrewOptions): Crew {
  const progress = { agent: null, step: null, fraction: 0, tokensPerSecond: null, waiting: null };
  return crewAt({ options, keys: new Set(), progress }, '', options.signal);
}

function crewAt(run: Run, prefix: string, signal: AbortSignal): Crew {
  return {
    step: (step, input, number) =>
      runStep(run, { step, input, key: prefix + keyOf(step.name, number), signal }),
    all: (work) => runAll(work, signal, (inner) => crewAt(run, prefix, inner)),
    within: (name, number) => crewAt(run, `${prefix}${keyOf(name, number)}/`, signal),
    progress: (fraction) => tell(run, { fraction: Math.min(1, Math.max(0, fraction)) }),
  };
}

const keyOf = (name: string, number?: number) => (number === undefined ? name : `${name} ${number}`);

function tell(run: Run, change: Partial<JobProgress>): void {
  run.progress = { ...run.progress, ...change };
  run.options.onProgress?.(run.progress);
}

interface Task<Input, Output> {
  readonly step: Step<Input, Output>;
  readonly input: Input;
  readonly key: string;
  readonly signal: AbortSignal;
}

async function runStep<Input, Output>(run: Run, task: Task<Input, Output>): Promise<Output> {
  const { step, key, signal } = task;
  if (run.keys.has(key)) throw new AppError('JOB_STEP_REPEATED', { key });
  run.keys.add(key);
  const input = checked(key, () => step.input.parse(task.input));
  const inputHash = checked(key, () => hashOf(input));
  const stored = run.options.completed.get(key);
  if (stored?.inputHash === inputHash) return checked(key, () => step.output.parse(stored.output));

  throwIfAborted(signal);
  const { now } = run.options;
  const startedAt = now();
  run.options.onStepStart?.(key, step.agent);
  tell(run, { agent: step.agent, step: key });
  const fresh = await step.run(input, toolsOf(run, key, signal));
  throwIfAborted(signal); // an interrupted answer is no result
  const output = checked(key, () => overJson(step, fresh));
  const committed = run.options.commit({ key, inputHash, output, startedAt, endedAt: now() });
  await unlessAborted(committed, signal);
  return output;
}

/** What a resumed run would read: the output after a round trip through JSON, which must change nothing. */
function overJson<Input, Output>(step: Step<Input, Output>, fresh: Output): Output {
  const text = canonicalJson(step.output.parse(fresh));
  const again = step.output.parse(JSON.parse(text));
  if (canonicalJson(again) !== text) throw new TypeError('it is not the same after being stored');
  return again;
}

function checked<Value>(key: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw new AppError('JOB_STEP_INVALID', { key, reason: reasonOf(error) }, error);
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

function toolsOf(run: Run, key: string, signal: AbortSignal): StepTools {
  const { options } = run;
  const { library, declarations } = options;
  return {
    model: (role) =>
      recordModel(options.modelOf(role, key), {
        step: key,
        role,
        now: () => options.now(),
        onWait: (waiting) => tell(run, { waiting }),
        onCall: (call) => {
          options.onModelCall?.(call);
          tell(run, { tokensPerSecond: speedOf(call) ?? run.progress.tokensPerSecond });
        },
      }),
    library,
    declarations,
    signal,
    newId: () => options.newId(),
    now: () => options.now(),
    show: (text) => options.onText?.(key, text),
    recordExam: (result) => options.onExam?.(result),
  };
}

/** Tokens a second from the first one to the last; null where the model did not say or the answer was too short. */
function speedOf({ usage, firstTokenMs, durationMs }: ModelCall): number | null {
  const written = durationMs - (firstTokenMs ?? durationMs);
  return usage.outputTokens === null || usage.outputTokens < 8 || written <= 0
    ? null
    : (usage.outputTokens * 1000) / written;
}

/** Runs work side by side. The first failure stops the others, and none is left running when it is thrown. */
async function runAll<Outputs extends readonly unknown[]>(
  work: { [K in keyof Outputs]: (crew: Crew) => Promise<Outputs[K]> },
  outer: AbortSignal,
  crewWith: (signal: AbortSignal) => Crew,
): Promise<Outputs> {
  const failing = new AbortController();
  const failures: unknown[] = [];
  const crew = crewWith(AbortSignal.any([outer, failing.signal]));
  const parts: readonly ((crew: Crew) => Promise<unknown>)[] = work;
  const results = await Promise.all(
    parts.map(async (part) => {
      try {
        return await part(crew);
      } catch (error) {
        failures.push(error);
        failing.abort();
        return undefined;
      }
    }),
  );
  if (failures.length > 0) throw failures.find((error) => !isAbort(error)) ?? failures[0];
  return results as unknown as Outputs;
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError();
}

/** The promise's value, or AbortError as soon as the signal is aborted: an acknowledgement may never come. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = () => reject(abortError());
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const abortError = () => new DOMException('The job was stopped.', 'AbortError');
