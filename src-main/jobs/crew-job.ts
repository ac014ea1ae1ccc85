import { createCrew } from '../../agents/crews/crew-runtime.ts';
import { runRecipe } from '../../agents/crews/recipes.ts';
import type { Declarations } from '../../agents/declarations.ts';
import { loadDeclarations } from '../../agents/load-declarations.ts';
import type { Library } from '../../agents/library.ts';
import { roles } from '../../src-shared/domain/model.ts';
import { isAbort, toWireError, type AppError } from '../../src-shared/errors.ts';
import { newId } from '../services/ids.ts';
import { crewModels, modelSettingsOf } from './crew-models.ts';
import type { HostRequests } from './host-requests.ts';
import type { createModelCache } from './model-cache.ts';
import type { JobEnd, ToWorker } from './protocol.ts';
import type { WorkerPort } from './worker-port.ts';

export type JobStart = Extract<ToWorker, { type: 'job-start' }>;

/** One attempt at a job, seen from the worker. */
export interface CrewJob {
  readonly jobId: JobStart['job']['id'];
  cancel(): void;
  committed(key: string): void;
  /** Resolves when the end was sent. */
  readonly done: Promise<void>;
}

export interface CrewJobTools {
  readonly port: WorkerPort;
  readonly models: ReturnType<typeof createModelCache>;
  readonly requests: HostRequests;
  readonly library: Library;
}

/** Runs a job's recipe and sends the host what comes of it; the end is always sent. */
export function runCrewJob(start: JobStart, tools: CrewJobTools): CrewJob {
  const { job } = start;
  const stopping = new AbortController();
  let spent: AppError | null = null;
  const acknowledged = new Map<string, () => void>();
  const forJob = { jobId: job.id, attempt: job.attempt } as const;

  const runToEnd = async (): Promise<JobEnd> => {
    const declarations = loadDeclarations(start.declarations);
    const crew = await openCrew(declarations);
    const outcome = await runRecipe(job.input, crew);
    return { state: outcome.state, outcome };
  };

  const openCrew = async (declarations: Declarations) => {
    const { port, requests } = tools;
    const settingsOf = modelSettingsOf(job.models, declarations);
    const asksNoModel = 'byRulesOnly' in job.input && job.input.byRulesOnly === true;
    const models = await tools.models.openAll(asksNoModel ? [] : roles.map(settingsOf), {
      isBesideOthers: asksNoModel, // what is loaded stays for the next job
      keys: start.keys,
      remembered: start.remembered,
      signal: stopping.signal,
      remember: (name, value) => port.post({ type: 'remember', name, value }),
      fallbacks: job.models.fallbacks ?? [],
    });
    const onSpent = (error: AppError): void => {
      spent ??= error;
      stopping.abort();
    };
    const choice = job.models;
    const modelOf = crewModels({ jobId: job.id, choice, declarations, models, port, requests, onSpent });
    return createCrew({
      completed: new Map(start.steps.map((step) => [step.key, step])),
      commit: (step) =>
        new Promise((resolve) => {
          acknowledged.set(step.key, resolve);
          port.post({ ...forJob, type: 'step-end', ...step });
        }),
      modelOf,
      library: tools.library,
      declarations,
      signal: stopping.signal,
      newId,
      now: () => Date.now(),
      onStepStart: (key, agent) => port.post({ ...forJob, type: 'step-start', key, agent }),
      onText: (key, text) => port.post({ ...forJob, type: 'text-delta', key, text }),
      onModelCall: (call) => port.post({ ...forJob, type: 'model-call', call }),
      onExam: (result) => port.post({ ...forJob, type: 'exam', result }),
      onProgress: (progress) => port.post({ ...forJob, type: 'progress', progress }),
    });
  };

  const endOf = (error: unknown): JobEnd => {
    if (spent) return { state: 'failed', error: toWireError(spent) };
    return stopping.signal.aborted || isAbort(error)
      ? { state: 'cancelled' }
      : { state: 'failed', error: toWireError(error) };
  };

  const done = runToEnd()
    .catch(endOf)
    .then((end) => tools.port.post({ ...forJob, type: 'job-end', end }));

  return {
    jobId: job.id,
    cancel: () => stopping.abort(),
    committed: (key) => {
      acknowledged.get(key)?.();
      acknowledged.delete(key);
    },
    done,
  };
}
