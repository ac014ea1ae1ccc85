import { expect, test } from 'vitest';
import { bookToDocx } from '../../../../src-main/services/exporters/docx.ts';
import { findBook } from '../../../../src-main/services/importers/manuscript/find-book.ts';
import { partsOfDocx } from '../../../../src-main/services/importers/manuscript/parts-of-docx.ts';
import { ManuscriptOptions } from '../../../../src-shared/domain/manuscript.ts';
import { parseProse, type Inline } from '../../../../src-shared/domain/prose.ts';

const words = (text: string, ...marks: ('bold' | 'italic')[]): Inline =>
  marks.length === 0
    ? { type: 'text', text }
    : { type: 'text', text, marks: marks.map((type) => ({ type })) };
const paragraph = (id: string, ...content: Inline[]) => ({ type: 'paragraph', attrs: { id }, content });
const scene = (...content: unknown[]) => parseProse({ type: 'doc', content });

const book = {
  title: 'The Light Pound',
  author: 'A. Writer',
  language: 'en',
  acts: [
    {
      title: '',
      chapters: [
        {
          title: 'The Auction',
          number: 1,
          scenes: [
            scene(
              paragraph(
                'a',
                words('She '),
                words('ran', 'italic'),
                words(', '),
                words('fast', 'bold', 'italic'),
                words('.'),
              ),
              { type: 'quotation', attrs: { id: 'q' }, content: [paragraph('b', words('A letter.'))] },
              paragraph('c', words('“Why?”'), { type: 'hardBreak' }, words('he said.')),
            ),
            scene(paragraph('d', words('Later.'))),
          ],
        },
        { title: '', number: 2, scenes: [scene(paragraph('e', words('The end.')))] },
      ],
    },
  ],
};

test('a Word document we wrote reads back with its chapters, scenes, italics, bold, breaks and quotations', async () => {
  const parts = await partsOfDocx(await bookToDocx(book), 'book.docx');
  const found = findBook([{ name: 'book', folder: '', parts }], ManuscriptOptions.parse({}));
  expect(found.title).toBe('The Light Pound');
  const [first, second] = found.acts.flatMap(({ chapters }) => chapters).slice(-2);
  expect(first?.title).toBe('The Auction');
  expect(first?.scenes.map((each) => each.parts)).toEqual([
    [
      {
        kind: 'paragraph',
        content: [
          words('She '),
          words('ran', 'italic'),
          words(', '),
          words('fast', 'bold', 'italic'),
          words('.'),
        ],
      },
      { kind: 'quotation', paragraphs: [[words('A letter.')]] },
      { kind: 'paragraph', content: [words('“Why?”'), { type: 'hardBreak' }, words('he said.')] },
    ],
    [{ kind: 'paragraph', content: [words('Later.')] }],
  ]);
  expect(second?.scenes[0]?.parts).toEqual([{ kind: 'paragraph', content: [words('The end.')] }]);
});

test('the author under the title is no chapter of its own', async () => {
  const parts = await partsOfDocx(await bookToDocx(book), 'book.docx');
  const found = findBook([{ name: 'book', folder: '', parts }], ManuscriptOptions.parse({}));
  expect(found.acts.flatMap(({ chapters }) => chapters).length).toBe(2);
});

test('a file that only calls itself a Word document is named, not read as prose', async () => {
  await expect(partsOfDocx(new TextEncoder().encode('PK no zip'), 'fake.docx')).rejects.toMatchObject({
    code: 'IMPORT_NOT_WORD',
    data: { path: 'fake.docx' },
  });
});
