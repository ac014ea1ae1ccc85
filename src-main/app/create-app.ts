import { realpathSync } from 'node:fs';
import { AppError, toWireError } from '../../src-shared/errors.ts';
import type { EventName, Events } from '../../src-shared/ipc/contract.ts';
import type { Db } from '../db/connection.ts';
import type { Fork } from '../jobs/protocol.ts';
import { openSession, type NovelSession } from '../novels/novel-session.ts';
import type { Log } from '../services/log.ts';
import type { SecretStore } from '../services/secrets.ts';
import type { App } from './app.ts';
import { beginWork } from './begin-work.ts';
import { createFileHandles } from './file-handles.ts';
import { readSettings } from './settings.ts';

export interface AppParts {
  readonly db: Db;
  readonly log: Log;
  readonly secrets: SecretStore;
  readonly fork: Fork;
  /** Tells the window, if there is one. */
  readonly tell: (name: EventName, payload: unknown) => void;
}

interface Work {
  readonly session: NovelSession;
  readonly end: () => void;
}

/** The running app, with no novel open yet. Openings and closings wait for each other. */
export function createApp({ db, log, secrets, fork, tell }: AppParts): App {
  let work: Work | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = turn.then(run, run);
    turn = result.catch(() => undefined);
    return result;
  };
  const close = async (): Promise<void> => {
    const closing = work;
    work = null;
    closing?.end();
    await closing?.session.close();
  };
  const open = async (path: string): Promise<NovelSession> => {
    if (work && isSameFile(work.session.novel.path, path)) return work.session;
    const before = work?.session.novel.id;
    await close().catch((error: unknown) => {
      log.error('novel-not-closed', error);
      if (before) app.emit('novels.notice', { novelId: before, notice: toWireError(error) });
    });
    const onNotice = (notice: AppError): void => {
      const novelId = work?.session.novel.id;
      if (novelId) app.emit('novels.notice', { novelId, notice: toWireError(notice) });
    };
    const onCosts = (): void => app.emit('costs.changed', { novelId: work?.session.novel.id ?? null });
    const session = await openSession({ path, fork, log, secrets, onNotice, onCosts });
    work = { session, end: () => undefined };
    work = { session, end: beginWork(app, session) };
    return session;
  };

  const app: App = {
    db,
    log,
    secrets,
    fork,
    files: createFileHandles(),
    get session() {
      return work?.session ?? null;
    },
    get locale() {
      return readSettings(db).locale;
    },
    emit: <Name extends EventName>(name: Name, payload: Events[Name]) => tell(name, payload),
    openNovel: (path) => inTurn(() => open(path)),
    closeNovel: () => inTurn(close),
    sessionOf: (novelId) => {
      if (work?.session.novel.id !== novelId) throw new AppError('NOVEL_NOT_OPEN', { novelId });
      return work.session;
    },
  };
  return app;
}

function isSameFile(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}
