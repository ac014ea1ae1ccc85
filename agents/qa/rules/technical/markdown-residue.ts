import type { Inline } from '../../../../src-shared/domain/prose.ts';
import type { Rule, RuleFinding } from '../../layer.ts';
import type { ReviewParagraph } from '../../text/review-text.ts';

type Fixed = { readonly start: number; readonly end: number; readonly content: readonly Inline[] };

/** Marks of Markdown that prose does not have: emphasis, headings, lists, fences, links, rules. All may safely become prose. */
export const markdownResidue: Rule = {
  id: 'technical.markdown-residue',
  languages: 'all',
  find: (text) => text.paragraphs.flatMap((paragraph) => residueOf(paragraph)),
};

function residueOf({ text, blockId }: ReviewParagraph): readonly RuleFinding[] {
  if (/^\s*(?:```+\S*|[-_=*]{3,}|#+)\s*$/u.test(text)) return [gone(blockId, text.length)];
  return [...lineMarks(text), ...emphasis(text), ...links(text)].map(({ start, end, content }) => ({
    severity: 'warning',
    place: { blockId, start, end },
    values: { mark: text.slice(start, end).slice(0, 40) },
    fix: {
      isSafe: true,
      change: content.length === 0 ? { kind: 'delete' } : { kind: 'replace', content },
    },
  }));
}

function gone(blockId: ReviewParagraph['blockId'], length: number): RuleFinding {
  return {
    severity: 'warning',
    place: { blockId, start: 0, end: length },
    values: { mark: '---' },
    fix: { isSafe: true, change: { kind: 'delete' } },
  };
}

/** "## ", "> ", "- " and "* " at a line's beginning; a dash alone may be speech, so it takes a list of two. */
function lineMarks(text: string): Fixed[] {
  const isList = [...text.matchAll(/^[ \t]*[-*+][ \t]+/gmu)].length >= 2;
  const mark = isList ? /^[ \t]*(?:#{1,6}|>|[-*+])[ \t]+/gmu : /^[ \t]*(?:#{1,6}|>|\*)[ \t]+/gmu;
  return [...text.matchAll(mark)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
    content: [],
  }));
}

function emphasis(text: string): Fixed[] {
  const marked = /(\*\*\*|\*\*|\*|__|(?<![\p{L}\p{N}])_)(?=\S)([^*_\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_])/gu;
  return [...text.matchAll(marked)].map(({ 0: all, 1: mark = '', 2: words = '', index }) => {
    const italic = { type: 'italic' as const };
    const bold = { type: 'bold' as const };
    const marks = mark.length === 3 ? [italic, bold] : mark.length === 2 ? [bold] : [italic];
    return {
      start: index,
      end: index + all.length,
      content: [{ type: 'text' as const, text: words, marks }],
    };
  });
}

function links(text: string): Fixed[] {
  return [...text.matchAll(/!?\[([^\]\n]+)\]\([^)\s]+\)/gu)].map(({ 0: all, 1: words = '', index }) => ({
    start: index,
    end: index + all.length,
    content: [{ type: 'text' as const, text: words }],
  }));
}
