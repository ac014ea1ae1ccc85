import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { chapterToMarkdown } from '../../../../src-main/services/exporters/markdown.ts';
import { importChapterMarkdown } from '../../../../src-main/services/importers/markdown-prose.ts';
import { parseProse, type Inline, type Paragraph } from '../../../../src-shared/domain/prose.ts';

const Case = z.strictObject({
  name: z.string(),
  text: z.string(),
  title: z.string().default(''),
  prose: z.array(z.string()),
  back: z.string().optional(),
});
const file = new URL('../../../cases/markdown/prose.yaml', import.meta.url);
const cases = z.array(Case).parse(parse(readFileSync(file, 'utf8')));

const counter = () => {
  let last = 0;
  return () => `b${++last}`;
};

const notation = (content: readonly Inline[] = []): string =>
  content
    .map((part) => {
      if (part.type === 'hardBreak') return '|';
      const marks = (part.marks ?? []).map(({ type }) => (type === 'italic' ? '/' : '*'));
      return marks.join('') + part.text.replace(/[*/|]/g, String.raw`\$&`) + marks.toReversed().join('');
    })
    .join('');

const lineOf = (kind: 'p' | 'q', { content }: Paragraph) => `${kind} ${notation(content)}`;

const read = (text: string) => {
  const { title, document } = importChapterMarkdown(text, counter());
  const lines = parseProse(document).content.flatMap((block) =>
    block.type === 'sceneBreak'
      ? ['***']
      : block.type === 'paragraph'
        ? [lineOf('p', block)]
        : block.content.map((inner) => lineOf('q', inner)),
  );
  return { title, document, lines };
};

test.each(cases)('reads $name', ({ text, title, prose }) => {
  const { lines, title: found } = read(text);
  expect(lines).toEqual(prose);
  expect(found).toBe(title);
});

test.each(cases)('writes $name so that it reads back the same', ({ text, title, prose, back = text }) => {
  const { document } = read(text);
  const written = chapterToMarkdown({ title, scenes: [document] });
  expect(written).toBe(back);
  expect(read(written).lines).toEqual(prose);
});
