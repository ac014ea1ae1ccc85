import type { PhrasingContent, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Inline } from '../../../src-shared/domain/prose.ts';
import { joinEqualMarks, withMarks, type Mark } from '../inline-runs.ts';

/**
 * Markdown's constructs that a page of prose does not mean: "1984. It was" is no list, an indented line no code, a
 * line under a line no heading, "[sic]" no link's definition.
 */
const notProse = [
  'list',
  'codeIndented',
  'codeFenced',
  'codeText',
  'setextUnderline',
  'definition',
  'htmlFlow',
  'autolink',
];

/** Parses Markdown as prose. */
export function parseProseMarkdown(text: string): Root {
  return fromMarkdown(text, { extensions: [{ disable: { null: notProse } }] });
}

/** The content of one paragraph of Markdown. */
export function inlineFromMarkdown(text: string): readonly Inline[] {
  const [block] = parseProseMarkdown(text).children;
  return block?.type === 'paragraph' ? inlineOf(block.children) : [];
}

/** Phrasing content as inline content: emphasis, strong text, line breaks; a line's end inside a paragraph is a space. */
export function inlineOf(nodes: readonly PhrasingContent[]): readonly Inline[] {
  return joinEqualMarks(collect(nodes, new Map()));
}

type OpenTags = Map<Mark, boolean>;

function collect(nodes: readonly PhrasingContent[], tags: OpenTags, marks: readonly Mark[] = []): Inline[] {
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return runOf(node.value.replace(/[^\S\n]*\n[^\S\n]*/g, ' '), [...marks, ...openOf(tags)]);
      case 'emphasis':
        return collect(node.children, tags, [...marks, 'italic']);
      case 'strong':
        return collect(node.children, tags, [...marks, 'bold']);
      case 'break':
        return [{ type: 'hardBreak' }];
      case 'html':
        return fromTag(node.value, tags);
      case 'link':
      case 'linkReference':
      case 'delete':
        return collect(node.children, tags, marks);
      case 'image':
      case 'imageReference':
        return runOf(node.alt ?? '', marks);
      case 'inlineCode':
        return runOf(node.value, marks);
      case 'footnoteReference':
        return [];
    }
  });
}

const runOf = (text: string, marks: readonly Mark[]): Inline[] =>
  text === ''
    ? []
    : [
        withMarks(
          text,
          marks.map((type) => ({ type })),
        ),
      ];

const openOf = (tags: OpenTags): Mark[] => [...tags].filter(([, isOpen]) => isOpen).map(([mark]) => mark);

/** `<em>`, `<i>`, `<strong>`, `<b>` and `<br>` as people write them into Markdown; other tags are left out. */
function fromTag(tag: string, tags: OpenTags): Inline[] {
  const [, slash, name] = /^<(\/?)(em|i|strong|b|br)\s*\/?>$/i.exec(tag) ?? [];
  if (name === undefined) return [];
  if (name.toLowerCase() === 'br') return [{ type: 'hardBreak' }];
  tags.set(/^(em|i)$/i.test(name) ? 'italic' : 'bold', slash === '');
  return [];
}
