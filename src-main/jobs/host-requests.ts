import { fromWireError } from '../../src-shared/errors.ts';
import type { LibraryRequest, LibraryRoute } from '../retrieval/requests.ts';
import type { StoredAnswer } from '../../agents/model/stored-answers.ts';
import type { AccountsQuestion } from '../services/accounts.ts';
import type { LibraryPort } from './library-port.ts';
import type { FromWorker, Reply } from './protocol.ts';
import type { WorkerPort } from './worker-port.ts';

/** A worker's questions to the library and to the accounts, carried by its host, and the replies that come back to them. */
export interface HostRequests {
  readonly ask: LibraryPort;
  /** A call's number in the ledger, or a stored answer. Throws MODEL_BUDGET_SPENT. */
  askAccounts(question: AccountsQuestion): Promise<number | StoredAnswer | null>;
  settle(id: number, reply: Reply): void;
}

export function createHostRequests(port: WorkerPort): HostRequests {
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  const ask = (messageWith: (id: number) => FromWorker): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, (reply) => {
        if (reply.ok) resolve(reply.data);
        else reject(fromWireError(reply.error));
      });
      port.post(messageWith(id));
    });
  return {
    ask: ((route: LibraryRoute, input: unknown) =>
      ask((id) => ({ type: 'request', id, request: { route, input } as LibraryRequest }))) as LibraryPort,
    askAccounts: (question) =>
      ask((id) => ({ type: 'ask-accounts', id, question })) as Promise<number | StoredAnswer | null>,
    settle: (id, reply) => {
      waiting.get(id)?.(reply);
      waiting.delete(id);
    },
  };
}
