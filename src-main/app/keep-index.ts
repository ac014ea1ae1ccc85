import { setPriority } from 'node:os';
import { embeddingNameOf } from '../../src-shared/domain/embedding.ts';
import { AppError, isAbort, toWireError } from '../../src-shared/errors.ts';
import type { IndexStatus } from '../../src-shared/ipc/search.ts';
import { countEmbedded, findActiveModel } from '../db/embedding-models.ts';
import type { Db } from '../db/connection.ts';
import { watchText } from '../db/text-fingerprint.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import { updateIndexWithinCaps } from '../novels/update-index.ts';
import type { App } from './app.ts';

/** Keeps a novel's index up with its text, in the background, whoever changed it. */
export interface IndexKeeper {
  readonly status: IndexStatus;
  /** Something changed that need not wait for quiet. */
  wake(): void;
  /** The embedding models are others: what runs is ended after the source at hand, and it begins anew. */
  restart(): void;
  /** Stops after the source at hand, or goes on. Answers the status that follows. */
  pause(isPaused: boolean): IndexStatus;
  /** Ends it; nothing is asked of the library's worker afterwards. Call it before the session is closed. */
  stop(): void;
}

export interface KeepIndexTimes {
  readonly tickMs: number; // between two looks whether something changed
  readonly quietMs: number; // a text that is being written is left alone for so long
  readonly startMs: number; // the window comes first
  readonly retryMs: number; // after a failure
  readonly cappedMs: number; // until it is asked again whether money may be spent; a new month allows it
  readonly typingMs: number; // so long after a change of prose the writer counts as typing
}

const usualTimes: KeepIndexTimes = {
  tickMs: 1_000,
  quietMs: 5_000,
  startMs: 3_000,
  retryMs: 60_000,
  cappedMs: 3_600_000,
  typingMs: 60_000,
};

type Teller = Pick<App, 'emit' | 'log'>;
const keepers = new WeakMap<NovelSession, IndexKeeper>();

/** The keeper of an open novel's index; the first call starts it. */
export function indexKeeperOf(session: NovelSession, app: Teller): IndexKeeper {
  const keeper = keepers.get(session) ?? keepIndex(session, app);
  keepers.set(session, keeper);
  return keeper;
}

/** Ends the keeper of a novel that is to be closed; nothing happens where there is none. */
export function stopKeepingIndex(session: NovelSession): void {
  keepers.get(session)?.stop();
}

/** Starts keeping. What was left undone when the app ended is found again: the index says itself what is stale. */
export function keepIndex(
  session: NovelSession,
  { emit, log }: Teller,
  times: KeepIndexTimes = usualTimes,
): IndexKeeper {
  const { db } = session;
  const watch = watchText(db);
  let status = firstStatus(session);
  let dueAt: number | null = Date.now() + times.startMs;
  let typedAt = 0;
  let lacksModel = false;
  let running: AbortController | null = null;
  let isStopped = false;

  const tell = (change: Partial<IndexStatus>): void => {
    status = { ...status, ...change };
    emit('search.status', status);
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    const isTyping = () => Date.now() - typedAt < times.typingMs;
    await bringUpToDate(session, { signal, lacksModel, isTyping, tell });
    if (status.state === 'capped') dueAt ??= Date.now() + times.cappedMs;
  };

  const fail = (error: unknown): void => {
    if (isAbort(error) || isStopped || !db.open) return; // the worker and the file go first
    if (!lacksModel && isModelLack(error) && status.state !== 'switching') {
      lacksModel = true; // words at least
      dueAt = Date.now();
      return tell({ state: 'words', error: toWireError(error) });
    }
    log.error('index-failed', error);
    dueAt = Date.now() + times.retryMs;
    tell({ state: 'failed', error: toWireError(error) });
  };

  const start = (): void => {
    dueAt = null;
    running = new AbortController();
    void run(running.signal)
      .catch(fail)
      .finally(() => (running = null));
  };

  const timer = setInterval(() => {
    if (!db.open) return clearInterval(timer);
    const changed = watch();
    if (changed.scenes) typedAt = Date.now();
    if (changed.scenes || changed.lore) dueAt = Date.now() + times.quietMs;
    if (running === null && status.state !== 'paused' && dueAt !== null && Date.now() >= dueAt) start();
  }, times.tickMs);
  timer.unref();

  return {
    get status() {
      return status;
    },
    wake: () => {
      watch();
      lacksModel = false;
      dueAt = Date.now();
    },
    restart: () => {
      running?.abort();
      lacksModel = false;
      dueAt = Date.now();
    },
    pause: (isPaused) => {
      if (isPaused) running?.abort();
      if (isPaused !== (status.state === 'paused'))
        tell({ state: isPaused ? 'paused' : 'fresh', error: null });
      if (!isPaused) dueAt = Date.now();
      return status;
    },
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      running?.abort();
    },
  };
}

function firstStatus({ novel, db }: NovelSession): IndexStatus {
  return { novelId: novel.id, state: 'fresh', done: 0, total: 0, error: null, answering: answeringIn(db) };
}

const answeringIn = (db: Db): string | null => findActiveModel(db)?.name ?? null;

interface Update {
  readonly signal: AbortSignal;
  readonly lacksModel: boolean;
  isTyping(): boolean;
  tell(change: Partial<IndexStatus>): void;
}

/** One update of the index, and of the embedding model that is to answer. Throws what `updateIndex` throws. */
async function bringUpToDate(
  { db, library, libraryPid, embedding }: NovelSession,
  { signal, lacksModel, isTyping, tell }: Update,
): Promise<void> {
  lowerPriority(libraryPid);
  // Counted in the file, so that a switch that goes on after a restart does not begin at nothing again.
  const switched = () => countEmbedded(db, embeddingNameOf(embedding().wanted));
  const { capped } = await updateIndexWithinCaps(
    { db, library },
    {
      signal,
      reach: lacksModel ? 'words' : 'all',
      isGentle: isTyping,
      onProgress: ({ done, total, isSwitching }) =>
        tell(isSwitching ? { state: 'switching', ...switched() } : { state: 'indexing', done, total }),
    },
  );
  const answering = answeringIn(db);
  if (capped) tell({ state: 'capped', error: toWireError(capped), answering, ...switched() });
  else tell(lacksModel ? { state: 'words', answering } : { ...fresh, answering });
}

const fresh = { state: 'fresh', done: 0, total: 0, error: null } as const;

/** The embedding model is not there or cannot be loaded: search by words needs none. */
function isModelLack(error: unknown): boolean {
  return (
    error instanceof AppError &&
    (error.code === 'EMBEDDING_MODEL_MISSING' || error.code === 'MODEL_LOAD_FAILED')
  );
}

/** Low enough to let keys through, and not so low that a search waits: a priority cannot be raised again. */
const aLittleLower = 2;

/** Typing and saving come before embedding wherever the processor is short. */
function lowerPriority(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, aLittleLower);
  } catch {
    // the worker just ended, or the system does not let us
  }
}
