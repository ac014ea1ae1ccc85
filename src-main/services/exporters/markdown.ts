import type { Block, Inline, Paragraph } from '../../../src-shared/domain/prose.ts';
import type { Book, BookChapter } from './book.ts';
import { inlineToMarkdown } from './inline-markdown.ts';

const sceneBreak = '* * *';

/** A heading and what stands under it. */
export type MarkdownChapter = Pick<BookChapter, 'title' | 'scenes'>;

interface MarkdownAct {
  readonly title: string;
  readonly chapters: readonly MarkdownChapter[];
}

interface MarkdownBook extends Pick<Book, 'title' | 'author'> {
  readonly acts: readonly MarkdownAct[];
}

/** A novel in Markdown: its title, then acts (where there are several) and chapters under headings. */
export function bookToMarkdown({ title, author, acts }: MarkdownBook): string {
  const hasActs = acts.length > 1;
  const parts = acts.flatMap((act) => [
    ...(hasActs ? [heading(2, act.title)] : []),
    ...act.chapters.flatMap((chapter) => chapterParts(chapter, hasActs ? 3 : 2)),
  ]);
  return joinParts([
    heading(1, title),
    ...(author === '' ? [] : [inlineToMarkdown(plain(author))]),
    ...parts,
  ]);
}

/** One chapter in Markdown; scenes are parted by scene breaks. `importChapterMarkdown` reads it back unchanged. */
export function chapterToMarkdown(chapter: MarkdownChapter): string {
  return joinParts(chapterParts(chapter, 1));
}

function chapterParts({ title, scenes }: MarkdownChapter, depth: number): readonly string[] {
  const bodies = scenes.map(({ content }) => content.map(blockToMarkdown).filter((text) => text !== ''));
  const written = bodies.filter((body) => body.length > 0);
  return [
    ...(title === '' ? [] : [heading(depth, title)]),
    ...written.flatMap((body, at) => (at === 0 ? body : [sceneBreak, ...body])),
  ];
}

function blockToMarkdown(block: Block): string {
  if (block.type === 'sceneBreak') return sceneBreak;
  if (block.type === 'paragraph') return paragraphToMarkdown(block);
  const paragraphs = block.content.map(paragraphToMarkdown).filter((text) => text !== '');
  return paragraphs.join('\n\n').replace(/^/gmu, '> ').replace(/ +$/gmu, '');
}

const paragraphToMarkdown = ({ content = [] }: Paragraph): string => inlineToMarkdown(content);
const heading = (depth: number, title: string): string =>
  `${'#'.repeat(depth)} ${inlineToMarkdown(plain(title))}`;
const plain = (text: string): readonly Inline[] => [{ type: 'text', text }];

function joinParts(parts: readonly string[]): string {
  const text = parts.filter((part) => part !== '').join('\n\n');
  return text === '' ? '' : `${text}\n`;
}
