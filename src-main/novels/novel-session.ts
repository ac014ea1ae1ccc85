import { join } from 'node:path';
import { recipes } from '../../agents/crews/recipes.ts';
import type { Db } from '../db/connection.ts';
import { createJobHost, type JobHost } from '../jobs/host.ts';
import { createLibraryPort, type LibraryPort } from '../jobs/library-port.ts';
import type { Fork, NovelWorkerRole, NovelWorkerSettings } from '../jobs/protocol.ts';
import { usualTimes, type WorkerTimes } from '../jobs/worker-slot.ts';
import type { EmbeddingSetup } from '../retrieval/embedders.ts';
import { openAccounts, type Accounts } from '../services/accounts.ts';
import { createLog, type Log } from '../services/log.ts';
import { openMachineMemory, type MachineMemory } from '../services/machine-memory.ts';
import type { SecretStore } from '../services/secrets.ts';
import { readKeys, settingsIn } from '../services/model-keys.ts';
import { readEmbedding } from '../services/embedding-choice.ts';
import { logFolder } from '../services/paths.ts';
import { getNovel } from '../db/novels.ts';
import { declaredModels, overridesOf } from './novel-declarations.ts';
import { openNovel, type OpenNovel, type OpenNovelOptions } from './open-novel.ts';

/** An open novel with its workers: what the command line and the app stand on. */
export interface NovelSession {
  readonly novel: OpenNovel;
  /** The novel's own handle. */
  readonly db: Db;
  readonly library: LibraryPort;
  readonly jobs: JobHost;
  /** The library's worker, while there is one. */
  readonly libraryPid: number | undefined;
  /** Lets the library's worker begin anew with the embedding models as they are chosen now. */
  renewLibrary(): void;
  /** The embedding models as they are chosen now. */
  embedding(): EmbeddingSetup;
  /** Ends the workers, then the file: afterwards the novel is one whole file. A running job goes back into the queue. */
  close(): Promise<void>;
}

export interface SessionOptions extends OpenNovelOptions {
  readonly fork: Fork;
  /** Which embedding models there are; read from the app's own database when left out. */
  readonly embedding?: () => EmbeddingSetup;
  readonly memory?: MachineMemory;
  /** Called when the ledger has changed: for a job, where it is known whose. */
  onCosts?(jobId: string | null): void;
  /** Keys of model servers that are not in the environment. */
  readonly secrets?: SecretStore;
  readonly log?: Log;
  readonly times?: Partial<WorkerTimes>;
}

/** Opens a novel for work. Workers are forked when they are first needed, so that opening stays fast. */
export async function openSession({ path, ...options }: SessionOptions): Promise<NovelSession> {
  const memory = options.memory ?? openMachineMemory();
  const { secrets = null, embedding = () => readEmbedding({ secrets }) } = options;
  const novel = await openNovel({ path, ...options });
  try {
    const accounts = openAccounts({
      novel: () => ({ id: novel.id, title: getNovel(novel.db).title }),
      ...(options.onCosts ? { onChange: options.onCosts } : {}),
    });
    const { library, jobs, renewLibrary } = openWorkers(novel, {
      ...options,
      memory,
      accounts,
      embedding,
    });
    const close = async (): Promise<void> => {
      await Promise.all([jobs.close(), library.close()]);
      memory.close();
      accounts.close();
      await novel.close();
    };
    let closing: Promise<void> | null = null;
    return {
      novel,
      db: novel.db,
      library: library.port,
      jobs,
      get libraryPid() {
        return library.pid;
      },
      renewLibrary,
      embedding,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await novel.close();
    throw error;
  }
}

type WorkerOptions = Omit<SessionOptions, 'path' | 'memory'> & {
  readonly memory: MachineMemory;
  readonly accounts: Accounts;
  readonly embedding: () => EmbeddingSetup;
};

function openWorkers({ db, workPath }: OpenNovel, options: WorkerOptions) {
  const { fork, memory, accounts, times, embedding } = options;
  const log = options.log ?? createLog({ file: join(logFolder(), 'fabula.log'), from: 'main' });
  const settings = (role: NovelWorkerRole): NovelWorkerSettings => {
    const { keys, ...rest } = embedding();
    return { role, novelPath: workPath, embedding: { ...rest, keys: role === 'library' ? keys : {} } };
  };
  const line = { fork, log, times: { ...usualTimes, ...times } };
  const library = createLibraryPort({ ...line, accounts, settings: settings('library') });
  const jobs = createJobHost({
    ...line,
    db,
    memory,
    accounts,
    settings: settings('crew'),
    recipes: {
      'write-chapter': recipes['write-chapter'].version,
      'review-chapter': recipes['review-chapter'].version,
      'review-novel': recipes['review-novel'].version,
      'help-passage': recipes['help-passage'].version,
    },
    askLibrary: library.ask,
    keysOf: (models) =>
      readKeys([...settingsIn(models), ...declaredModels(db)], { secrets: options.secrets ?? null }),
    declarations: () => overridesOf(db),
  });
  return { library, jobs, renewLibrary: () => library.renew(settings('library')) };
}
