import { AppError } from '../../src-shared/errors.ts';
import { comeToRest } from '../db/checkpoint.ts';
import { translate, type Db } from '../db/connection.ts';
import type { Inspection } from '../db/inspect-novel.ts';
import { keepNovelRecord, stampOf } from '../db/novel-record.ts';
import { getNovel } from '../db/novels.ts';
import type { Ballast } from './ballast.ts';
import { publishNovel } from './publish.ts';
import { keepTaken, removeWorkingCopy } from './working-copy.ts';
import type { ChosenCopy } from './choose-working-copy.ts';

/** What belongs to an open novel. */
export interface Session {
  readonly novel: Inspection;
  readonly path: string;
  readonly db: Db;
  /** The local copy that is worked in; null where the file itself is. */
  readonly copy: ChosenCopy | null;
  readonly notices: AppError[];
  readonly isMigrated: boolean;
  readonly ballast: Ballast;
}

/** Ends the work in the novel's own file and remembers how it was left. */
export async function closeInPlace({ db, path, novel }: Session): Promise<void> {
  try {
    const { title } = getNovel(db);
    await comeToRest(db);
    db.close();
    keepNovelRecord(novel.novelId, { title, path, workPath: path, sound: stampOf(path) });
  } catch (error) {
    throw translate(error, path);
  } finally {
    db.close();
  }
}

/** Publishes what was changed and ends the work in the local copy, which stays where it could not be published. */
export async function closeWorkingCopy(session: Session): Promise<void> {
  const { db, path, copy, novel } = session;
  let failure: unknown = null;
  try {
    await publishWork(session);
  } catch (error) {
    failure = error;
  }
  const isKept = failure instanceof AppError && failure.code === 'NOVEL_NOT_PUBLISHED';
  try {
    keepNovelRecord(novel.novelId, { title: getNovel(db).title, path, workPath: db.name, sound: null });
    await comeToRest(db);
  } catch (error) {
    failure ??= translate(error, path);
  } finally {
    db.close();
  }
  if (!isKept) removeWorkingCopy(copy!.folder);
  if (failure !== null) throw failure;
}

/** Publishes the local copy if anything in it is newer than what is published. */
export async function publishWork(session: Session): Promise<void> {
  const { db, copy, novel, path, isMigrated } = session;
  if (!copy) return;
  const changes = db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0;
  const isNew = copy.publishedChanges === null ? isMigrated || changes > 0 : changes > copy.publishedChanges;
  if (!copy.isLeftover && !isNew) return;
  const published = await publishNovel(db, {
    novelId: novel.novelId,
    path: copy.target,
    taken: copy.taken,
    workPath: copy.file,
  });
  copy.taken = published.taken;
  copy.target = published.path;
  copy.publishedChanges = changes;
  copy.isLeftover = false;
  if (published.isBeside) throw new AppError('NOVEL_CHANGED_OUTSIDE', { path, kept: published.path });
  keepTaken({ folder: copy.folder, path, taken: published.taken });
}
