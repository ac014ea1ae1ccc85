import type { TrialProgress } from '../../src-shared/domain/trial.ts';
import type { WireError } from '../../src-shared/errors.ts';
import type { Hash, JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobInput, JobProgress, ModelCall } from '../../src-shared/domain/job.ts';
import type { ModelChoice, Role } from '../../src-shared/domain/model.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import type { EmbeddingSetup } from '../retrieval/embedders.ts';
import type { RateLimits } from '../../agents/model/rate-queue.ts';
import type { LibraryRequest } from '../retrieval/requests.ts';
import type { AccountsNote, AccountsQuestion } from '../services/accounts.ts';
import type { Trial } from './trial.ts';

/** The roles of the one worker program: two belong to an open novel; a trial looks at a model or at this installation. */
export type WorkerRole = NovelWorkerRole | 'trial';
export type NovelWorkerRole = 'crew' | 'library';

/** What a worker is born with. */
export type WorkerSettings = NovelWorkerSettings | { readonly role: 'trial' };

/** What a worker of an open novel is born with. */
export interface NovelWorkerSettings {
  readonly role: NovelWorkerRole;
  readonly novelPath: string; // the working copy, opened read-only
  readonly embedding: EmbeddingSetup;
}

export interface StoredStep {
  readonly key: string;
  readonly inputHash: Hash;
  readonly output: unknown;
}

/** What a worker found out about this machine and wants to be told again, by name. Plain JSON. */
export type Remembered = Readonly<Record<string, unknown>>;

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
      /** The exams that the models of this machine have sat. */
      readonly exams: readonly ExamResult[];
      /** What workers asked this machine to remember: thread counts by model. */
      readonly remembered: Remembered;
      /** How fast hosts may be asked, by host. */
      readonly hostLimits: Readonly<Record<string, RateLimits>>;
    }
  | { readonly type: 'job-cancel'; readonly jobId: JobId }
  | (PreviewAsked & { readonly type: 'preview'; readonly id: number })
  /** The writer is typing, or has stopped: a model that runs meanwhile leaves a core free. */
  | { readonly type: 'typing'; readonly isTyping: boolean }
  | { readonly type: 'step-committed'; readonly jobId: JobId; readonly key: string }
  | { readonly type: 'request'; readonly id: number; readonly request: LibraryRequest }
  | { readonly type: 'trial'; readonly trial: Trial }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'ping'; readonly id: number }
  | { readonly type: 'stop' };

/** What a job's first prompts are made from, before there is a job. */
export interface PreviewAsked {
  readonly input: JobInput;
  readonly models: ModelChoice;
  readonly keys: Readonly<Record<string, string>>;
  readonly declarations: unknown;
  readonly remembered: Remembered;
}

export type Reply =
  { readonly ok: true; readonly data: unknown } | { readonly ok: false; readonly error: WireError };

/** Worker to host. */
export type FromWorker =
  | { readonly type: 'ready' }
  /** The last words of a worker that cannot go on. */
  | { readonly type: 'failing'; readonly error: WireError }
  | { readonly type: 'remember'; readonly name: string; readonly value: unknown }
  | { readonly type: 'pong'; readonly id: number }
  | { readonly type: 'preview-end'; readonly id: number; readonly reply: Reply }
  | { readonly type: 'trial-progress'; readonly progress: TrialProgress }
  | { readonly type: 'trial-end'; readonly reply: Reply }
  | { readonly type: 'request'; readonly id: number; readonly request: LibraryRequest }
  | { readonly type: 'reply'; readonly id: number; readonly reply: Reply }
  /** Before a call to a model: answered by a `reply`. */
  | { readonly type: 'ask-accounts'; readonly id: number; readonly question: AccountsQuestion }
  | { readonly type: 'accounts-note'; readonly note: AccountsNote }
  | (ForJob & { readonly type: 'model-call'; readonly call: ModelCall })
  | (ForJob & { readonly type: 'exam'; readonly result: ExamResult })
  | JobMessage;

/** What moves a job on. One of another attempt than the running one is dropped. */
export type JobMessage = ForJob &
  (
    | { readonly type: 'step-start'; readonly key: string; readonly agent: Role }
    | {
        readonly type: 'step-end';
        readonly key: string;
        readonly inputHash: Hash;
        readonly output: unknown;
        readonly startedAt: number;
        readonly endedAt: number;
      }
    | { readonly type: 'text-delta'; readonly key: string; readonly text: string }
    | { readonly type: 'progress'; readonly progress: JobProgress }
    | { readonly type: 'job-end'; readonly end: JobEnd }
  );

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
