import type { RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import type { BlockId } from '../../../src-shared/domain/ids.ts';
import {
  emptyProse,
  type Block,
  type Paragraph,
  type ProseDocument,
} from '../../../src-shared/domain/prose.ts';
import { inlineOf, parseProseMarkdown } from './inline-markdown.ts';

export interface ImportedChapter {
  /** The first heading's words, "" where the text does not begin with one. */
  readonly title: string;
  readonly document: ProseDocument;
}

/**
 * A chapter from Markdown as writers keep it: a heading, paragraphs with italics and bold, quotations, scene breaks
 * (`* * *`, `---`, `#`, `⁂`). Front matter and comments are left out; a later heading becomes a bold paragraph.
 */
export function importChapterMarkdown(text: string, newId: () => string): ImportedChapter {
  const [first, ...rest] = parseProseMarkdown(withoutFrontMatter(text)).children;
  const isTitled = first?.type === 'heading' && toString(first) !== '';
  const body = first && !isTitled ? [first, ...rest] : rest;
  const content = body.flatMap((node) => blockOf(node, newId));
  return {
    title: isTitled ? toString(first) : '',
    document: content.length > 0 ? { type: 'doc', content } : emptyProse(newId),
  };
}

function blockOf(node: RootContent, newId: () => string): readonly Block[] {
  const attrs = () => ({ id: newId() as BlockId });
  switch (node.type) {
    case 'thematicBreak':
      return [{ type: 'sceneBreak', attrs: attrs() }];
    case 'heading': {
      const title = toString(node);
      if (title === '') return [{ type: 'sceneBreak', attrs: attrs() }];
      const content = [{ type: 'text' as const, text: title, marks: [{ type: 'bold' as const }] }];
      return [{ type: 'paragraph', attrs: attrs(), content }];
    }
    case 'paragraph': {
      if (/^[⁂※]$/u.test(toString(node).trim())) return [{ type: 'sceneBreak', attrs: attrs() }];
      const content = inlineOf(node.children);
      return content.length === 0 ? [] : [{ type: 'paragraph', attrs: attrs(), content }];
    }
    case 'blockquote': {
      const isParagraph = (block: Block): block is Paragraph => block.type === 'paragraph';
      const content = node.children.flatMap((child) => blockOf(child, newId)).filter(isParagraph);
      return content.length === 0 ? [] : [{ type: 'quotation', attrs: attrs(), content }];
    }
    default:
      return [];
  }
}

const withoutFrontMatter = (text: string): string =>
  text.replace(/^\uFEFF/, '').replace(/^---\r?\n[\s\S]*?\r?\n---[^\S\n]*(?:\r?\n|$)/, '');
