import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { NovelId } from '../../src-shared/domain/ids.ts';
import type { BackupSummary, NovelWords, OpenedNovel } from '../../src-shared/domain/library.ts';
import type { FileHandle } from '../../src-shared/ipc/files.ts';
import { AppError } from '../../src-shared/errors.ts';
import { backupNovel, listBackups, restoreBackup, type Backup } from '../db/backup.ts';
import { readNovelRecord } from '../db/novel-record.ts';
import { addChapter } from '../novels/add-chapter.ts';
import { createNovel } from '../novels/create-novel.ts';
import { fileNameOf, freePath } from '../novels/free-path.ts';
import { moveFile } from '../novels/move-file.ts';
import { fillWithSample, readSample } from '../novels/sample.ts';
import { fileSize, saveCopy } from '../novels/save-copy.ts';
import type { App } from './app.ts';
import { describeOpened } from './opened-novel.ts';

/** Opens a novel file and describes it for the window. Throws what `openNovel` throws. */
export async function openFile(app: App, path: string): Promise<OpenedNovel> {
  return describeOpened(app, await app.openNovel(path));
}

export interface NewNovel {
  readonly folder: string;
  readonly words: Pick<NovelWords, 'title' | 'author' | 'language'>;
}

/** Makes a novel under its title in the folder, never over a file, with one empty scene, and opens it. */
export async function openNewNovel(app: App, { folder, words }: NewNovel): Promise<OpenedNovel> {
  const path = freePath(folder, words.title);
  createNovel({ path, ...words });
  const session = await app.openNovel(path);
  addChapter(session.db);
  return describeOpened(app, session);
}

/** Opens a fresh copy of the sample story; earlier copies stay as the writer left them. */
export async function openSampleNovel(app: App, folder: string): Promise<OpenedNovel> {
  const { novel } = readSample();
  const path = freePath(folder, novel.title);
  createNovel({ path, ...novel });
  const session = await app.openNovel(path);
  await fillWithSample(session);
  return describeOpened(app, session);
}

/** Closes the novel, moves its file and opens it there. Throws NOVEL_EXISTS, NOVEL_NOT_MOVED; it is open again then. */
export async function moveNovel(app: App, target: string): Promise<OpenedNovel> {
  const from = app.session?.novel.path;
  if (from === undefined) throw new AppError('NOVEL_NOT_OPEN');
  await app.closeNovel();
  try {
    moveFile(from, target);
  } catch (error) {
    await app.openNovel(from);
    throw error;
  }
  return openFile(app, target);
}

/** Copies the open novel as last saved and opens the copy in its place. Throws as `saveCopy` does; nothing changed then. */
export async function goOnIn(app: App, path: string): Promise<OpenedNovel> {
  if (!app.session) throw new AppError('NOVEL_NOT_OPEN');
  await saveCopy(app.session.db, { novelId: app.session.novel.id, path });
  await app.closeNovel().catch((error: unknown) => app.log.error('left-novel-not-closed', error));
  return openFile(app, path);
}

/** A backup this moment, whatever the daily ones did. Throws BACKUP_FAILED, DISK_FULL. */
export async function backUpNow(app: App, novelId: NovelId): Promise<BackupSummary> {
  return summaryOf(await backupNovel(app.sessionOf(novelId).db, { novelId }));
}

/** The backups of a novel, the newest first, whether it is open or not. */
export function backupsOf(novelId: NovelId): readonly BackupSummary[] {
  return listBackups(novelId).map(summaryOf);
}

export interface RestoreAsNew {
  readonly novelId: NovelId;
  readonly key: string;
  readonly folder: string;
  /** The restored file's name for a title and a time of the backup. */
  readonly nameOf: (title: string, at: Date) => string;
}

/** Makes a new novel file of a backup; the novel itself stays as it is. Throws NOVEL_NOT_FOUND, BACKUP_FAILED. */
export function restoreAsNew({ files }: Pick<App, 'files'>, request: RestoreAsNew): FileHandle {
  const { novelId, key, folder, nameOf } = request;
  const backup = listBackups(novelId).find((each) => keyOf(each) === key);
  if (!backup) throw new AppError('NOVEL_NOT_FOUND', { path: join(novelId, key) });
  const title = readNovelRecord(novelId)?.title ?? '';
  const path = freePath(folder, nameOf(fileNameOf(title), new Date(backup.createdAt)));
  mkdirSync(folder, { recursive: true });
  restoreBackup({ backup: backup.path, path, novelId });
  return files.mint(path);
}

const keyOf = ({ createdAt }: Backup): string => String(createdAt);
const summaryOf = (backup: Backup): BackupSummary => ({
  key: keyOf(backup),
  createdAt: backup.createdAt,
  bytes: fileSize(backup.path),
});
