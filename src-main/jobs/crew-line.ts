import type { JobId } from '../../src-shared/domain/ids.ts';
import type { Job, JobStep } from '../../src-shared/domain/job.ts';
import type { ModelChoice } from '../../src-shared/domain/model.ts';
import type { PromptPreview } from '../../src-shared/domain/prompt-preview.ts';
import { AppError, toWireError } from '../../src-shared/errors.ts';
import type { Db } from '../db/connection.ts';
import { insertModelCall } from '../db/model-calls.ts';
import type { LibraryRequest } from '../retrieval/requests.ts';
import type { Accounts } from '../services/accounts.ts';
import type { MachineMemory } from '../services/machine-memory.ts';
import type { FromWorker, JobMessage, Reply, ToWorker } from './protocol.ts';
import { replyWith } from './reply-with.ts';
import { createPreviews, type PreviewWish } from './previews.ts';
import { createWorkerSlot, type WorkerSlotOptions } from './worker-slot.ts';

export interface CrewLineOptions extends Omit<WorkerSlotOptions, 'onMessage'> {
  readonly db: Db;
  readonly memory: MachineMemory;
  readonly accounts: Accounts;
  /** Asks the library's worker on the crew's behalf. */
  askLibrary(request: LibraryRequest): Promise<unknown>;
  /** The secrets these models ask for, by name. */
  keysOf(models: ModelChoice): Readonly<Record<string, string>>;
  /** The novel's overrides of agents.yaml and tasks.yaml; null for none. */
  declarations(): unknown;
  onMessage(message: JobMessage): void;
}

/** The line to the crew's worker: lends it the library and this machine's memory, and logs its model calls. */
export function createCrewLine(options: CrewLineOptions) {
  const { db, memory, accounts } = options;
  const orLog = createOrLog(options.log);

  const onMessage = (message: FromWorker): void => {
    switch (message.type) {
      case 'request':
        return void answer(message.id, message.request);
      case 'ask-accounts':
        return slot.post({
          type: 'reply',
          id: message.id,
          reply: replyWith(() => accounts.answer(message.question)),
        });
      case 'accounts-note':
        return orLog('cost-not-kept', () => accounts.note(message.note));
      case 'model-call':
        return orLog('model-call-not-kept', () => insertModelCall(db, message));
      case 'exam':
        return orLog('exam-not-kept', () => memory.keepExam(message.result));
      case 'remember':
        return orLog('not-remembered', () => memory.remember(message.name, message.value));
      case 'preview-end':
        return previews.end(message.id, message.reply);
      case 'ready':
      case 'pong':
      case 'failing':
      case 'reply':
      case 'trial-progress':
      case 'trial-end':
        return;
      default:
        return options.onMessage(message);
    }
  };

  const onGone = (error: AppError): void => {
    previews.fail(error);
    options.onGone(error);
  };
  const slot = createWorkerSlot({ ...options, onMessage, onGone });
  const previews = createPreviews();

  const answer = async (id: number, request: LibraryRequest): Promise<void> => {
    const { pid } = slot;
    const reply = await options.askLibrary(request).then(
      (data): Reply => ({ ok: true, data }),
      (error: unknown): Reply => ({ ok: false, error: toWireError(error) }),
    );
    if (slot.pid === pid) slot.post({ type: 'reply', id, reply }); // the worker that asked may be gone
  };

  return {
    post: (message: ToWorker): void => slot.post(message),
    startJob: (job: Job, steps: readonly JobStep[]): void =>
      slot.post({
        type: 'job-start',
        job,
        steps: steps.map(({ key, inputHash, output }) => ({ key, inputHash, output })),
        keys: options.keysOf(job.models),
        declarations: options.declarations(),
        exams: memory.listExams(job.models),
        remembered: memory.listRemembered(),
        hostLimits: accounts.hostLimits(),
      }),
    preview: (wish: PreviewWish): Promise<readonly PromptPreview[]> =>
      previews.begin((id) => slot.post(previewMessage(id, wish, options))),
    /** Says that the writer types or has stopped; a worker that is not there does not mind. */
    tellTyping: (isTyping: boolean): void => {
      if (slot.pid !== undefined) slot.post({ type: 'typing', isTyping });
    },
    /** The calls a job left open will not be ended. */
    loseCalls: (jobId: JobId): void => orLog('cost-not-kept', () => accounts.lose(jobId)),
    replace: (): void => {
      previews.fail(new AppError('WORKER_DIED', { role: 'crew', code: null }));
      slot.replace();
    },
    close: (): Promise<void> => slot.close(),
    get pid() {
      return slot.pid;
    },
  };
}

function previewMessage(id: number, { input, models }: PreviewWish, options: CrewLineOptions): ToWorker {
  const { memory, keysOf, declarations } = options;
  const surroundings = {
    keys: keysOf(models),
    declarations: declarations(),
    remembered: memory.listRemembered(),
  };
  return { type: 'preview', id, input, models, ...surroundings };
}

/** Keeps something, or logs that it could not be kept. */
function createOrLog(log: CrewLineOptions['log']): (event: string, keep: () => void) => void {
  return (event, keep) => {
    try {
      keep();
    } catch (error) {
      log.error(event, error);
    }
  };
}
