import { createCrew, type CrewOptions, type FinishedStep } from '../../agents/crews/crew-runtime.ts';
import type { Crew } from '../../agents/crews/step.ts';
import { loadDeclarations } from '../../agents/load-declarations.ts';
import type { Library } from '../../agents/library.ts';
import type { JobProgress, ModelCall } from '../../src-shared/domain/job.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import { scriptedModel } from './scripted-model.ts';
import { uuid } from './sample-novel.ts';

/** A crew with everything it told the outside kept in lists. */
export interface TestCrew {
  readonly crew: Crew;
  readonly committed: FinishedStep[];
  readonly started: string[];
  readonly calls: ModelCall[];
  readonly progress: JobProgress[];
  readonly exams: ExamResult[];
  readonly shown: string[];
}

const noLibrary = new Proxy({} as Library, {
  get: (_, name) => () => Promise.reject(new Error(`this test has no library to ask for ${String(name)}`)),
});

/** A crew on test parts: commits are acknowledged at once, ids count up, the clock grows by one a look. */
export function crewOn(options: Partial<CrewOptions> = {}): TestCrew {
  const kept = {
    committed: [] as FinishedStep[],
    started: [] as string[],
    calls: [] as ModelCall[],
    progress: [] as JobProgress[],
    exams: [] as ExamResult[],
    shown: [] as string[],
  };
  let ids = 0;
  let clock = 0;
  const crew = createCrew({
    completed: new Map(),
    commit: (step) => {
      kept.committed.push(step);
      return Promise.resolve();
    },
    modelOf: () => scriptedModel([]),
    library: noLibrary,
    declarations: loadDeclarations(),
    signal: new AbortController().signal,
    newId: () => uuid(`id ${++ids} of ${options.completed?.size ?? 0}`),
    now: () => ++clock,
    onStepStart: (key) => kept.started.push(key),
    onText: (_, text) => kept.shown.push(text),
    onModelCall: (call) => kept.calls.push(call),
    onExam: (result) => kept.exams.push(result),
    onProgress: (progress) => kept.progress.push(progress),
    ...options,
  });
  return { crew, ...kept };
}

/** What a new attempt is given: the steps an earlier one committed. */
export function completedBy(steps: readonly FinishedStep[]): ReadonlyMap<string, FinishedStep> {
  return new Map(steps.map((step) => [step.key, JSON.parse(JSON.stringify(step)) as FinishedStep]));
}
