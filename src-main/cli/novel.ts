import { resolve } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import type { Chapter } from '../../src-shared/domain/novel.ts';
import { chaptersOf } from '../../src-shared/domain/novel.ts';
import type { SceneId } from '../../src-shared/domain/ids.ts';
import { getOutline } from '../db/outline.ts';
import { forkChild } from '../jobs/fork-child.ts';
import { addChapter } from '../novels/add-chapter.ts';
import { openSession, type NovelSession } from '../novels/novel-session.ts';
import { describeError } from '../services/words.ts';
import type { Io } from './io.ts';

/** Opens a novel for one verb and closes it whatever happens, so that at rest it is one file again. */
export async function withNovel<Result>(
  { path, io }: { path: string; io: Io },
  work: (session: NovelSession, io: Io) => Promise<Result>,
): Promise<Result> {
  const session = await openSession({ path: resolve(path), fork: forkChild });
  for (const notice of session.novel.notices) io.screen.line(describeError(notice));
  try {
    return await work(session, io);
  } finally {
    await session.close();
  }
}

/** The chapter with this number. Throws CHAPTER_NOT_FOUND. */
export function chapterAt({ novel }: NovelSession, number: number): Chapter {
  const chapter = chaptersOf(getOutline(novel.db)).find((candidate) => candidate.number === number);
  if (!chapter) throw new AppError('CHAPTER_NOT_FOUND', { chapter: number });
  return chapter;
}

/** The chapter with this number, made where it would be the next one. Throws CHAPTER_NOT_FOUND. */
export function chapterToWrite(session: NovelSession, number: number): Chapter {
  const { db } = session;
  if (number === chaptersOf(getOutline(db)).length + 1) addChapter(db);
  return chapterAt(session, number);
}

/** The last scene of a chapter, for "as of". Throws where the chapter has none. */
export function lastSceneOf(session: NovelSession, number: number): SceneId {
  const scene = chapterAt(session, number).scenes.at(-1);
  if (!scene) throw new AppError('SCENE_NOT_FOUND', { id: `of chapter ${number}` });
  return scene.id;
}
