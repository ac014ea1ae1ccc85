import {
  AlignmentType,
  Document,
  HeadingLevel,
  LineRuleType,
  Packer,
  PageBreak,
  Paragraph as WordParagraph,
  TextRun,
  type IParagraphOptions,
} from 'docx';
import type { Block, Inline, Paragraph } from '../../../src-shared/domain/prose.ts';
import type { Book, BookChapter } from './book.ts';

const body = { font: 'Georgia', size: 24 }; // half points
const indent = { firstLine: 360 }; // twentieths of a point
const spacing = { line: 360, lineRule: LineRuleType.AUTO };

/**
 * A book as a Word document: title and author, acts (where there are several) and chapters as headings, so that Word's
 * own navigation and our import find them; scene breaks centred; a first paragraph is not indented.
 */
export async function bookToDocx(book: Book): Promise<Uint8Array> {
  const { title, author, acts, language } = book;
  const hasActs = acts.length > 1;
  const children = [
    ...(title === '' ? [] : [heading(title, HeadingLevel.TITLE)]),
    ...(author === ''
      ? []
      : [new WordParagraph({ text: author, style: 'Subtitle', alignment: AlignmentType.CENTER })]),
    ...acts.flatMap((act) => [
      ...(hasActs ? [heading(act.title, HeadingLevel.HEADING_1)] : []),
      ...act.chapters.flatMap((chapter, at) =>
        chapterOf(chapter, {
          depth: hasActs ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_1,
          isFirst: at === 0 && title === '',
        }),
      ),
    ]),
  ];
  const styles = {
    default: { document: { run: { ...body, language: { value: language } } } },
    paragraphStyles: [
      { id: 'Subtitle', name: 'Subtitle', basedOn: 'Normal' },
      { id: 'Quote', name: 'Quote', basedOn: 'Normal', paragraph: { indent: { left: 720, right: 720 } } },
    ],
  };
  const document = new Document({ title, creator: author, styles, sections: [{ children }] });
  return new Uint8Array(await Packer.toBuffer(document));
}

type Heading = IParagraphOptions['heading'];

interface ChapterPlace {
  readonly depth: Heading;
  readonly isFirst: boolean;
}

const heading = (text: string, level: Heading): WordParagraph =>
  new WordParagraph({ text, heading: level, alignment: AlignmentType.CENTER, spacing: { after: 240 } });

function chapterOf(
  { title, number, scenes }: BookChapter,
  { depth, isFirst }: ChapterPlace,
): readonly WordParagraph[] {
  const written = scenes.filter(({ content }) => content.some(hasWords));
  const words = title || String(number);
  const prose = written.flatMap((scene, at) => [
    ...(at === 0 ? [] : [sceneBreak()]),
    ...paragraphsOf(scene.content),
  ]);
  const start = isFirst ? [] : [new WordParagraph({ children: [new PageBreak()] })];
  return [...start, heading(words, depth), ...prose];
}

const hasWords = (block: Block): boolean => block.type !== 'sceneBreak' && (block.content ?? []).length > 0;

const sceneBreak = (): WordParagraph =>
  new WordParagraph({ text: '* * *', alignment: AlignmentType.CENTER, spacing: { before: 240, after: 240 } });

function paragraphsOf(blocks: readonly Block[]): readonly WordParagraph[] {
  return blocks.flatMap((block, at) => {
    if (block.type === 'sceneBreak') return [sceneBreak()];
    if (block.type === 'quotation') return block.content.map((inner) => paragraph(inner, { style: 'Quote' }));
    const isFirst = at === 0 || blocks[at - 1]?.type === 'sceneBreak';
    return (block.content ?? []).length === 0 ? [] : [paragraph(block, isFirst ? {} : { indent })];
  });
}

const paragraph = ({ content = [] }: Paragraph, options: IParagraphOptions): WordParagraph =>
  new WordParagraph({ ...options, spacing, children: content.map(runOf) });

function runOf(part: Inline): TextRun {
  if (part.type === 'hardBreak') return new TextRun({ break: 1 });
  const has = (mark: 'bold' | 'italic'): boolean => part.marks?.some(({ type }) => type === mark) ?? false;
  return new TextRun({ text: part.text, bold: has('bold'), italics: has('italic') });
}
