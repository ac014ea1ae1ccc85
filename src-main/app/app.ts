import type { NovelId } from '../../src-shared/domain/ids.ts';
import type { Locale } from '../../src-shared/domain/settings.ts';
import type { EventName, Events } from '../../src-shared/ipc/contract.ts';
import type { Db } from '../db/connection.ts';
import type { NovelSession } from '../novels/novel-session.ts';
import type { Fork } from '../jobs/protocol.ts';
import type { Log } from '../services/log.ts';
import type { SecretStore } from '../services/secrets.ts';
import type { FileHandles } from './file-handles.ts';

/** The running app as its handlers see it: one app database, at most one open novel, one window to tell. */
export interface App {
  /** The app-wide database: settings, recent novels, exams. */
  readonly db: Db;
  readonly log: Log;
  readonly files: FileHandles;
  /** Keys of model servers: `createSecretStore` over Electron's safeStorage where the system has a keyring. */
  readonly secrets: SecretStore;
  /** Starts a worker process, for what belongs to no novel: trying a model, the doctor. */
  readonly fork: Fork;
  /** The open novel, null on the welcome screen. */
  readonly session: NovelSession | null;
  /** The interface language, as `readSettings(db).locale` has it this moment. */
  readonly locale: Locale;
  /** Tells the window. Events before it is ready are dropped: it asks for what it needs when it starts. */
  emit<Name extends EventName>(name: Name, payload: Events[Name]): void;
  /** Closes the novel that is open, if one is, and opens the file. Throws what `openNovel` throws; then nothing is open. */
  openNovel(path: string): Promise<NovelSession>;
  /** Closes the open novel; afterwards it is one whole file. Throws NOVEL_NOT_PUBLISHED, NOVEL_CHANGED_OUTSIDE. */
  closeNovel(): Promise<void>;
  /** Throws NOVEL_NOT_OPEN where that id is not the open one. */
  sessionOf(novelId: NovelId): NovelSession;
}
