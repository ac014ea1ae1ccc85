import type { WireError } from '../../src-shared/errors.ts';
import type { Hash, JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobProgress, ModelCall } from '../../src-shared/domain/job.ts';
import type { Role } from '../../src-shared/domain/model.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import type { LibraryRequest } from '../retrieval/requests.ts';

/** The two roles of the one worker program. */
export type WorkerRole = 'crew' | 'library';

/** What a worker is born with. */
export interface WorkerSettings {
  readonly role: WorkerRole;
  readonly novelPath: string; // the working copy, opened read-only
  readonly embeddingModel: string; // folder
  readonly logFile: string | null;
}

export interface StoredStep {
  readonly key: string;
  readonly inputHash: Hash;
  readonly output: unknown;
}

/** Host to worker. `attempt` is the fencing token: everything a worker sends for a job carries it back. */
export type ToWorker =
  | { readonly type: 'start'; readonly settings: WorkerSettings }
  | {
      readonly type: 'job-start';
      readonly job: Job;
      readonly steps: readonly StoredStep[];
      /** Secrets by name, only those the job's models ask for. Never stored. */
      readonly keys: Readonly<Record<string, string>>;
      /** Overrides of agents.yaml and tasks.yaml, as the novel keeps them; null for none. */
      readonly declarations: unknown;
    }
  | { readonly type: 'job-cancel'; readonly jobId: JobId }
  | { readonly type: 'step-committed'; readonly jobId: JobId; readonly key: string }
  | { readonly type: 'request'; readonly id: number; readonly request: LibraryRequest }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'stop' };

export type Reply =
  { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: WireError };

/** Worker to host. */
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'pong'; readonly id: number }
  | { readonly type: 'request'; readonly id: number; readonly request: LibraryRequest }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | (ForJob & { readonly type: 'step-start'; readonly key: string; readonly agent: Role })
  | (ForJob & {
      readonly type: 'step-end';
      readonly key: string;
      readonly inputHash: Hash;
      readonly output: unknown;
      readonly startedAt: number;
      readonly endedAt: number;
    })
  | (ForJob & { readonly type: 'model-call'; readonly call: ModelCall })
  | (ForJob & { readonly type: 'exam'; readonly result: ExamResult })
  | (ForJob & { readonly type: 'text-delta'; readonly key: string; readonly text: string })
  | (ForJob & { readonly type: 'progress'; readonly progress: JobProgress })
  | (ForJob & { readonly type: 'job-end'; readonly end: JobEnd });

interface ForJob {
  readonly jobId: JobId;
  readonly attempt: number;
}

/** How a crew's run ended. `outcome` is what the crew returned (agents/crews/outcomes.ts). */
export type JobEnd =
  | { readonly state: 'success' | 'needs_human'; readonly outcome: unknown }
  | { readonly state: 'failed'; readonly error: WireError }
  | { readonly state: 'cancelled' };

/** A running worker process, whatever runs it: a child process here, a utility process in the app. */
export interface WorkerHandle {
  readonly role: WorkerRole;
  readonly pid: number | undefined;
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  onExit(listener: (code: number | null) => void): void;
  kill(): void;
}

/** The one seam between command line, app and tests. */
export type Fork = (role: WorkerRole) => WorkerHandle;
