import type { RootContent } from 'mdast';
import { toString } from 'mdast-util-to-string';
import { inlineOf, parseProseMarkdown } from '../inline-markdown.ts';
import { partsOfText } from './parts-of-text.ts';
import type { Content, Part } from './part.ts';

/** Markdown as paragraphs, quotations, breaks and headings; chapter lines count where it has no heading at all. */
export function partsOfMarkdown(text: string): readonly Part[] {
  const body = text.replace(/^\uFEFF/, '').replace(/^---\r?\n[\s\S]*?\r?\n---[^\S\n]*(?:\r?\n|$)/, '');
  const parts = parseProseMarkdown(body).children.flatMap(partOf);
  if (parts.some(({ kind }) => kind === 'heading')) return parts;
  const byLines = partsOfText(body);
  if (!byLines.some(({ kind }) => kind === 'heading')) return parts;
  return parts.map((part) => (part.kind === 'paragraph' ? asHeading(part, byLines) : part));
}

function partOf(node: RootContent): readonly Part[] {
  switch (node.type) {
    case 'thematicBreak':
      return [{ kind: 'break' }];
    case 'heading': {
      const text = toString(node).trim();
      return text === '' ? [{ kind: 'break' }] : [{ kind: 'heading', depth: node.depth, text }];
    }
    case 'paragraph': {
      if (/^(?:[⁂※~•]|#)$/u.test(toString(node).trim())) return [{ kind: 'break' }];
      const content = inlineOf(node.children);
      return content.length === 0 ? [] : [{ kind: 'paragraph', content }];
    }
    case 'blockquote': {
      const paragraphs = node.children.flatMap((child): readonly Content[] =>
        partOf(child).flatMap((part) => (part.kind === 'paragraph' ? [part.content] : [])),
      );
      return paragraphs.length === 0 ? [] : [{ kind: 'quotation', paragraphs }];
    }
    default:
      return [];
  }
}

function asHeading(part: Extract<Part, { kind: 'paragraph' }>, byLines: readonly Part[]): Part {
  const text = part.content.map((run) => (run.type === 'text' ? run.text : ': ')).join('');
  const found = byLines.find((line) => line.kind === 'heading' && line.text === text);
  return found ?? part;
}
