import { toWireError } from '../../src-shared/errors.ts';
import type { EmbeddingUse } from '../retrieval/embedder.ts';
import type { LibraryRequest } from '../retrieval/requests.ts';
import { openLibraryService } from '../retrieval/library-service.ts';
import { accountantOf } from './accountant-of.ts';
import { createHostRequests } from './host-requests.ts';
import type { Reply, NovelWorkerSettings } from './protocol.ts';
import type { WorkerPort } from './worker-port.ts';
import type { WorkerRoleProgram } from './worker.ts';

/** The library's role: answers requests about one novel, several at a time. */
export async function startLibrary(
  settings: NovelWorkerSettings,
  port: WorkerPort,
): Promise<WorkerRoleProgram> {
  const requests = createHostRequests(port);
  const accountant = (step: EmbeddingUse) =>
    accountantOf({ jobId: null, role: 'embedding', step }, { requests, port });
  const service = await openLibraryService({
    novelPath: settings.novelPath,
    embedding: settings.embedding,
    accountants: { passage: accountant('passage'), query: accountant('query') },
  });

  const answer = async (id: number, request: LibraryRequest): Promise<void> => {
    const reply = await service.handle(request).then(
      (data): Reply => ({ ok: true, data }),
      (error: unknown): Reply => ({ ok: false, error: toWireError(error) }),
    );
    port.post({ type: 'reply', id, reply });
  };

  return {
    handle: (message) => {
      if (message.type === 'request') void answer(message.id, message.request);
      if (message.type === 'reply') requests.settle(message.id, message.reply);
    },
    close: async () => service.close(),
  };
}
