import { afterAll } from 'vitest';
import type { LibraryPort } from '../../src-main/jobs/library-port.ts';
import type { Embedder } from '../../src-main/retrieval/embedder.ts';
import { openLibraryService, type LibraryService } from '../../src-main/retrieval/library-service.ts';
import type { LibraryRequest } from '../../src-main/retrieval/requests.ts';
import { plainEmbedding } from './plain-embedding.ts';

const open: LibraryService[] = [];

afterAll(async () => {
  for (const service of open.splice(0)) await service.close();
});

/** The library's worker without the process: the same service on its own read-only handle, asked the same way. */
export async function libraryInProcess(novelPath: string, embedder?: Embedder): Promise<LibraryPort> {
  const service = await openLibraryService({
    novelPath,
    embedding: plainEmbedding(),
    ...(embedder ? { loadEmbedder: async () => embedder } : {}),
  });
  open.push(service);
  return ((route: string, input: unknown) =>
    service.handle({ route, input } as LibraryRequest)) as LibraryPort;
}
