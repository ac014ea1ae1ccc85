import { join } from 'node:path';
import { recipes } from '../../agents/crews/recipes.ts';
import type { Db } from '../db/connection.ts';
import { getNovelSettings } from '../db/novels.ts';
import { createJobHost, type JobHost } from '../jobs/host.ts';
import { createLibraryPort, type LibraryPort } from '../jobs/library-port.ts';
import type { Fork, WorkerSettings } from '../jobs/protocol.ts';
import { usualTimes, type WorkerTimes } from '../jobs/worker-slot.ts';
import { createLog, type Log } from '../services/log.ts';
import { openMachineMemory, type MachineMemory } from '../services/machine-memory.ts';
import { readKeys } from '../services/model-keys.ts';
import { embeddingModelFolder, logFolder } from '../services/paths.ts';
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
  /** Ends the workers, then the file: afterwards the novel is one whole file. A running job goes back into the queue. */
  close(): Promise<void>;
}

export interface SessionOptions extends OpenNovelOptions {
  readonly fork: Fork;
  readonly embeddingModel?: string;
  readonly memory?: MachineMemory;
  readonly log?: Log;
  readonly times?: Partial<WorkerTimes>;
}

/** Opens a novel for work. Workers are forked when they are first needed, so that opening stays fast. */
export async function openSession(options: SessionOptions): Promise<NovelSession> {
  const { fork, embeddingModel = embeddingModelFolder(), memory = openMachineMemory(), ...rest } = options;
  const { log = createLog({ file: join(logFolder(), 'fabula.log'), from: 'main' }), times, ...open } = rest;
  const novel = await openNovel(open);
  const { db, workPath } = novel;
  const settings: WorkerSettings = { role: 'library', novelPath: workPath, embeddingModel };
  const line = { fork, log, times: { ...usualTimes, ...times } };
  const library = createLibraryPort({ ...line, settings });
  const jobs = createJobHost({
    ...line,
    db,
    memory,
    settings: { ...settings, role: 'crew' },
    recipes: versionsOf(recipes),
    askLibrary: library.ask,
    keysOf: readKeys,
    declarations: () => declarationsOf(getNovelSettings(db)),
  });
  return {
    novel,
    db,
    library: library.port,
    jobs,
    get libraryPid() {
      return library.pid;
    },
    close: async () => {
      await Promise.all([jobs.close(), library.close()]);
      memory.close();
      await novel.close();
    },
  };
}

function versionsOf<Kind extends string>(
  all: Readonly<Record<Kind, { version: string }>>,
): Record<Kind, string> {
  const versions = Object.entries<{ version: string }>(all).map(([kind, { version }]) => [kind, version]);
  return Object.fromEntries(versions) as Record<Kind, string>;
}

/** The novel's overrides of agents.yaml and tasks.yaml, null where it has none. */
function declarationsOf({ agents, tasks }: Readonly<Record<string, unknown>>): unknown {
  return agents === undefined && tasks === undefined ? null : { agents, tasks };
}
