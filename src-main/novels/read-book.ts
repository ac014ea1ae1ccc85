import type { ChapterId } from '../../src-shared/domain/ids.ts';
import type { Chapter } from '../../src-shared/domain/novel.ts';
import { read, type Db } from '../db/connection.ts';
import { getOutline } from '../db/outline.ts';
import { listChapterScenes } from '../db/scenes.ts';
import type { Book, BookChapter } from '../services/exporters/book.ts';
import { requireChapter } from './require-chapter.ts';

export interface ReadBook {
  /** Only this chapter; the whole novel where it is not given. */
  readonly chapterId?: ChapterId | undefined;
}

/** The text to export, as one consistent read. Throws CHAPTER_NOT_FOUND. */
export function readBook(db: Db, { chapterId }: ReadBook = {}): Book {
  const chapterOf = ({ id, title, number }: Chapter): BookChapter => ({
    title,
    number,
    scenes: listChapterScenes(db, id).map(({ document }) => document),
  });
  return read(db, () => {
    const { novel, acts } = getOutline(db);
    const { language } = novel;
    if (chapterId !== undefined) {
      const chapters = [chapterOf(requireChapter(db, chapterId))];
      return { title: '', author: '', language, acts: [{ title: '', chapters }] };
    }
    const withProse = acts.map((act) => ({ title: act.title, chapters: act.chapters.map(chapterOf) }));
    return { title: novel.title, author: novel.author, language, acts: withProse };
  });
}
