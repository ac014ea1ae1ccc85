import { expect, test } from 'vitest';
import { updateAct, updateChapter } from '../../../src-main/db/outline-edits.ts';
import { exportMarkdown } from '../../../src-main/novels/export-markdown.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { ChapterId } from '../../../src-shared/domain/ids.ts';
import { novelFile } from '../../helpers/novel-file.ts';

test('a novel of several acts has its headings in their order and its scenes parted', () => {
  const { db } = novelFile();
  expect(exportMarkdown(db)).toBe(
    `# The Lamp

## Act 1

### Chapter 1.1

Mara lit the lamp.

The harbour was empty.

* * *

Tomas came up the stairs.

### Chapter 1.2

In the morning the ship was gone.

## Act 2

### Chapter 2.1

The letter arrived in winter.

* * *

Nobody read it aloud.
`,
  );
});

test('with a single act its heading is left out, and chapters move up', () => {
  const { db } = novelFile({ text: [[['One.'], ['Two.']]] });
  expect(exportMarkdown(db)).toBe('# The Lamp\n\n## Chapter 1.1\n\nOne.\n\n## Chapter 1.2\n\nTwo.\n');
});

test('empty scenes leave no break behind', () => {
  const { db, chapters } = novelFile({ text: [[['', 'One.', '', 'Two.', '']]] });
  const text = exportMarkdown(db, { chapterId: chapters[0]!.id });
  expect(text).toBe('# Chapter 1.1\n\nOne.\n\n* * *\n\nTwo.\n');
});

test('titles that look like Markdown stay titles', () => {
  const { db, outline, chapters } = novelFile({ text: [[['One.']]], title: '*Lamp* [sic]' });
  updateAct(db, { id: outline.acts[0]!.id, title: 'x' });
  updateChapter(db, { id: chapters[0]!.id, title: '1984. A year' });
  expect(exportMarkdown(db)).toBe('# \\*Lamp\\* \\[sic\\]\n\n## 1984\\. A year\n\nOne.\n');
});

test('a chapter that is not there is named as missing', () => {
  const { db } = novelFile();
  expect(() => exportMarkdown(db, { chapterId: newId<ChapterId>() })).toThrow(
    expect.objectContaining({ code: 'CHAPTER_NOT_FOUND' }),
  );
});
