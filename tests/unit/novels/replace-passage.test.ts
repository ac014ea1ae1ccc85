import { expect, test } from 'vitest';
import { replacePassage, textOfPassage } from '../../../src-main/novels/replace-passage.ts';
import type { BlockId } from '../../../src-shared/domain/ids.ts';
import { proseFromText, textOfDocument, type ProseDocument } from '../../../src-shared/domain/prose.ts';

let made = 0;
const newId = (): BlockId => `new ${++made}` as BlockId;
/** A text as a document, with the points that "|" mark; one mark twice is a place, two are a passage. */
function marked(text: string): { document: ProseDocument; start: Point; end: Point } {
  const document = proseFromText(text.replaceAll('|', ''), newId);
  const paragraphs = text.split('\n\n');
  const points = paragraphs.flatMap((paragraph, at) => {
    const found: Point[] = [];
    let rest = paragraph;
    for (let index = rest.indexOf('|'); index >= 0; index = rest.indexOf('|')) {
      found.push({ blockId: document.content[at]!.attrs.id, offset: index });
      rest = rest.slice(0, index) + rest.slice(index + 1);
    }
    return found;
  });
  return { document, start: points[0]!, end: points.at(-1)! };
}
interface Point {
  readonly blockId: BlockId;
  readonly offset: number;
}

test.each([
  [
    'a finished sentence is followed by a paragraph of its own',
    'She left.|',
    'He stayed.',
    'She left.\n\nHe stayed.',
  ],
  [
    'an unfinished one goes on in its paragraph, with a space',
    'She left and|',
    'came back.',
    'She left and came back.',
  ],
  [
    'inside a paragraph no word before or behind is lost',
    'She left.| He slept.',
    'Rain fell.',
    'She left. Rain fell. He slept.',
  ],
  ['an empty paragraph is filled', 'She left.\n\n|x', 'He stayed.', 'She left.\n\nHe stayed.x'],
  ['a passage is replaced and its surroundings stand', 'She |left| him.', 'forgave', 'She forgave him.'],
  [
    'a passage over two paragraphs becomes one',
    'She |left.\n\nHe| slept.',
    'stayed and he',
    'She stayed and he slept.',
  ],
  ['several paragraphs in the place of a passage', 'A |b| c.', 'one.\n\ntwo', 'A one.\n\ntwo c.'],
])('%s', (...[, text, words, after]) => {
  const { document, start, end } = marked(text);
  const blocks = proseFromText(words, newId).content;
  const next = replacePassage(document, { start, end }, { blocks, newId });
  expect(textOfDocument(next)).toBe(after);
  const ids = next.content.map(({ attrs }) => attrs.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('italics around a replaced passage stay', () => {
  const document = {
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        attrs: { id: 'a' as BlockId },
        content: [
          { type: 'text', text: 'One ', marks: [{ type: 'italic' }] },
          { type: 'text', text: 'two three.' },
        ],
      },
    ],
  } satisfies ProseDocument;
  const span = { start: { blockId: 'a' as BlockId, offset: 4 }, end: { blockId: 'a' as BlockId, offset: 7 } };
  expect(textOfPassage(document, span)).toBe('two');
  const next = replacePassage(document, span, { blocks: proseFromText('2', newId).content, newId });
  expect(next.content[0]).toMatchObject({
    content: [{ text: 'One ', marks: [{ type: 'italic' }] }, { text: '2 three.' }],
  });
});

test('a place that is gone is refused, not guessed', () => {
  const { document } = marked('She left.|');
  const nowhere = { blockId: 'gone' as BlockId, offset: 0 };
  expect(() => textOfPassage(document, { start: nowhere, end: nowhere })).toThrow(
    expect.objectContaining({ code: 'INPUT_INVALID' }),
  );
});
