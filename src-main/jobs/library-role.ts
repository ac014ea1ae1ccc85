import { toWireError } from '../../src-shared/errors.ts';
import type { LibraryRequest } from '../retrieval/requests.ts';
import { openLibraryService } from '../retrieval/library-service.ts';
import type { Reply, NovelWorkerSettings } from './protocol.ts';
import type { WorkerPort } from './worker-port.ts';
import type { WorkerRoleProgram } from './worker.ts';

/** The library's role: answers requests about one novel, several at a time. */
export async function startLibrary(
  settings: NovelWorkerSettings,
  port: WorkerPort,
): Promise<WorkerRoleProgram> {
  const service = await openLibraryService({
    novelPath: settings.novelPath,
    embedding: settings.embedding,
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
    },
    close: async () => service.close(),
  };
}
