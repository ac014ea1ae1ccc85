import { setTyping } from '../../agents/model/llama-backend.ts';
import type { ExamResult } from '../../src-shared/domain/qa.ts';
import { toWireError } from '../../src-shared/errors.ts';
import { openReader } from '../db/connection.ts';
import { previewCrew } from './crew-preview.ts';
import { runCrewJob, type CrewJob, type JobStart } from './crew-job.ts';
import { createCrewLibrary } from './crew-library.ts';
import { createHostRequests } from './host-requests.ts';
import { createModelCache } from './model-cache.ts';
import type { NovelWorkerSettings, PreviewAsked, Reply } from './protocol.ts';
import type { WorkerPort } from './worker-port.ts';
import type { WorkerRoleProgram } from './worker.ts';

/** The crew's role: runs one job after the other with models that stay loaded. */
export async function startCrew(settings: NovelWorkerSettings, port: WorkerPort): Promise<WorkerRoleProgram> {
  const db = openReader(settings.novelPath);
  const requests = createHostRequests(port);
  const models = createModelCache();
  let exams: readonly ExamResult[] = [];
  let current: CrewJob | null = null;
  const library = createCrewLibrary({ db, ask: requests.ask, exams: () => exams });

  /** The host sends the next job when it has seen the end of the last; a cancelled one may still be ending. */
  const begin = async (start: JobStart): Promise<void> => {
    await Promise.all([current?.done, previews]); // a preview may be opening models
    ({ exams } = start);
    warmUpGrammar(requests, start);
    models.setLimits(start.hostLimits);
    const job = runCrewJob(start, { port: keepingExams, models, requests, library });
    current = job;
    isRunning = true;
    void job.done.then(() => (isRunning = current !== job && isRunning));
  };

  let isRunning = false;
  /** Previews take turns with each other, and open models beside those of a running job. */
  let previews: Promise<void> = Promise.resolve();
  const closing = new AbortController();

  const preview = async (id: number, asked: PreviewAsked): Promise<void> => {
    const reply = await previewCrew(asked, {
      models,
      library,
      signal: closing.signal,
      isBesideJob: isRunning,
      remember: (name, value) => port.post({ type: 'remember', name, value }),
    }).then(
      (data): Reply => ({ ok: true, data }),
      (error: unknown): Reply => ({ ok: false, error: toWireError(error) }),
    );
    port.post({ type: 'preview-end', id, reply });
  };

  const keepingExams: WorkerPort = {
    ...port,
    post: (message) => {
      if (message.type === 'exam')
        exams = [...exams.filter((old) => !isSame(old, message.result)), message.result];
      port.post(message);
    },
  };

  return {
    handle: (message) => {
      switch (message.type) {
        case 'job-start':
          return void begin(message);
        case 'job-cancel':
          return current?.jobId === message.jobId ? current.cancel() : undefined;
        case 'preview':
          previews = previews.then(() => preview(message.id, message));
          return;
        case 'typing':
          return setTyping(message.isTyping);
        case 'step-committed':
          return current?.jobId === message.jobId ? current.committed(message.key) : undefined;
        case 'reply':
          return requests.settle(message.id, message.reply);
        default:
          return;
      }
    },
    close: async () => {
      closing.abort();
      current?.cancel();
      await Promise.all([current?.done, previews]);
      await models.close();
      db.close();
    },
  };
}

/** The grammar checker takes seconds to start; it does so in the library's worker while the model plans. */
function warmUpGrammar({ ask }: ReturnType<typeof createHostRequests>, { job }: JobStart): void {
  if (job.input.kind === 'help-passage') return; // nothing is checked for grammar there
  ask('checkGrammar', { texts: [warmUpText] }).catch(() => undefined); // who really asks hears what is wrong
}

const warmUpText = 'The waves was higher then the wall. Nobody had told the keeper, and he did not ask.';

const isSame = (one: ExamResult, other: ExamResult) => one.model === other.model && one.layer === other.layer;
