import { fromWireError, type AppError, type WireError } from '../../src-shared/errors.ts';
import type { LibraryRequest, LibraryRoute, LibraryRoutes } from '../retrieval/requests.ts';
import type { Accounts } from '../services/accounts.ts';
import type { FromWorker, NovelWorkerSettings } from './protocol.ts';
import { replyWith } from './reply-with.ts';
import { createWorkerSlot, isWorkerLoss, type WorkerSlotOptions } from './worker-slot.ts';

/** Asks the library's worker. Throws what the route throws, and WORKER_DIED or WORKER_HUNG when two workers were lost over it. */
export type LibraryPort = <R extends LibraryRoute>(
  route: R,
  input: LibraryRoutes[R]['input'],
) => Promise<LibraryRoutes[R]['output']>;

interface Pending {
  readonly request: LibraryRequest;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: AppError) => void;
  tries: number;
}

export interface LibraryPortOptions extends Omit<WorkerSlotOptions, 'onMessage' | 'onGone'> {
  /** Keeps the money of embedding models that are asked over a network. */
  readonly accounts: Pick<Accounts, 'answer' | 'note' | 'loseEmbedding'>;
}

/** A line to the library's worker, which is forked at the first question. */
export function createLibraryPort(options: LibraryPortOptions) {
  const { accounts, log } = options;
  const pending = new Map<number, Pending>();
  let lastId = 0;

  const send = (id: number, { request }: Pending) => slot.post({ type: 'request', id, request });

  const orLog = (keep: () => void): void => {
    try {
      keep();
    } catch (error) {
      log.error('cost-not-kept', error);
    }
  };
  const loseCalls = (): void => orLog(() => accounts.loseEmbedding());

  const answer = (message: FromWorker): void => {
    if (message.type === 'ask-accounts')
      return slot.post({
        type: 'reply',
        id: message.id,
        reply: replyWith(() => accounts.answer(message.question)),
      });
    if (message.type === 'accounts-note') return orLog(() => accounts.note(message.note));
    if (message.type !== 'reply') return;
    const asked = pending.get(message.id);
    pending.delete(message.id);
    if (message.reply.ok) asked?.resolve(message.reply.data);
    else asked?.reject(fromWireError(message.reply.error));
  };

  /** A question is asked once more of the next worker, but not when the worker said why it cannot run at all. */
  const askAgain = (error: AppError): void => {
    loseCalls();
    for (const [id, asked] of [...pending]) {
      if (isWorkerLoss(error) && asked.tries < 2) {
        asked.tries += 1;
        send(id, asked);
      } else {
        pending.delete(id);
        asked.reject(error);
      }
    }
  };

  const slot = createWorkerSlot({ ...options, onMessage: answer, onGone: askAgain });

  const ask = (request: LibraryRequest): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const asked: Pending = { request, resolve, reject, tries: 1 };
      pending.set(id, asked);
      send(id, asked);
    });

  return {
    /** A request as it came over the wire, from the crew's worker. */
    ask,
    port: ((route: LibraryRoute, input: unknown) => ask({ route, input } as LibraryRequest)) as LibraryPort,
    /** Goes on with a worker that is born with other settings; what was asked and not answered yet is asked again. */
    renew: (settings: NovelWorkerSettings): void => {
      slot.replace(settings);
      loseCalls();
      for (const [id, asked] of pending) send(id, asked);
    },
    close: async (): Promise<void> => {
      const closed: WireError = { code: 'WORKER_DIED', data: { role: 'library', code: null }, detail: null };
      for (const { reject } of pending.values()) reject(fromWireError(closed));
      pending.clear();
      await slot.close();
      loseCalls();
    },
    get pid() {
      return slot.pid;
    },
  };
}
