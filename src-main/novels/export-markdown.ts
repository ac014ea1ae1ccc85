import type { ChapterId } from '../../src-shared/domain/ids.ts';
import type { Chapter } from '../../src-shared/domain/novel.ts';
import { read, type Db } from '../db/connection.ts';
import { getOutline } from '../db/outline.ts';
import { listChapterScenes } from '../db/scenes.ts';
import { bookToMarkdown, chapterToMarkdown, type MarkdownChapter } from '../services/exporters/markdown.ts';
import { requireChapter } from './require-chapter.ts';

/** The whole novel, or one chapter, in Markdown, as one consistent read. Throws CHAPTER_NOT_FOUND. */
export function exportMarkdown(db: Db, { chapterId }: { chapterId?: ChapterId | undefined } = {}): string {
  const chapterOf = ({ id, title }: Chapter): MarkdownChapter => ({
    title,
    scenes: listChapterScenes(db, id).map(({ document }) => document),
  });
  return read(db, () => {
    if (chapterId !== undefined) return chapterToMarkdown(chapterOf(requireChapter(db, chapterId)));
    const { novel, acts } = getOutline(db);
    const withProse = acts.map((act) => ({ title: act.title, chapters: act.chapters.map(chapterOf) }));
    return bookToMarkdown({ title: novel.title, author: novel.author, acts: withProse });
  });
}
