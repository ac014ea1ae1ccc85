import { fromWireError } from '../../src-shared/errors.ts';
import type { LibraryRequest, LibraryRoute } from '../retrieval/requests.ts';
import type { LibraryPort } from './library-port.ts';
import type { Reply } from './protocol.ts';
import type { WorkerPort } from './worker-port.ts';

/** A worker's questions to the library, carried by its host, and the replies that come back to them. */
export interface HostRequests {
  readonly ask: LibraryPort;
  settle(id: number, reply: Reply): void;
}

export function createHostRequests(port: WorkerPort): HostRequests {
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  const ask = (request: LibraryRequest): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, (reply) => {
        if (reply.ok) resolve(reply.data);
        else reject(fromWireError(reply.error));
      });
      port.post({ type: 'request', id, request });
    });
  return {
    ask: ((route: LibraryRoute, input: unknown) => ask({ route, input } as LibraryRequest)) as LibraryPort,
    settle: (id, reply) => {
      waiting.get(id)?.(reply);
      waiting.delete(id);
    },
  };
}
