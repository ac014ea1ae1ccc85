import type { Db } from '../db/connection.ts';
import { bookToMarkdown, chapterToMarkdown } from '../services/exporters/markdown.ts';
import { readBook, type ReadBook } from './read-book.ts';

/** The whole novel, or one chapter, in Markdown, as one consistent read. Throws CHAPTER_NOT_FOUND. */
export function exportMarkdown(db: Db, wish: ReadBook = {}): string {
  const book = readBook(db, wish);
  const [chapter] = wish.chapterId === undefined ? [] : (book.acts[0]?.chapters ?? []);
  return chapter ? chapterToMarkdown(chapter) : bookToMarkdown(book);
}
