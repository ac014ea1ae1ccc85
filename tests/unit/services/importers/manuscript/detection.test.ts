import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { findBook } from '../../../../../src-main/services/importers/manuscript/find-book.ts';
import type { FoundBook, Part } from '../../../../../src-main/services/importers/manuscript/part.ts';
import { partsOfMarkdown } from '../../../../../src-main/services/importers/manuscript/parts-of-markdown.ts';
import { partsOfText } from '../../../../../src-main/services/importers/manuscript/parts-of-text.ts';
import { ManuscriptOptions } from '../../../../../src-shared/domain/manuscript.ts';

interface Case {
  readonly name: string;
  readonly format: 'text' | 'markdown';
  readonly text: string;
  readonly title?: string;
  readonly acts?: readonly string[];
  readonly book: readonly (readonly [string, readonly (readonly string[])[]])[];
  readonly scenes?: readonly string[];
}

const cases = parse(
  readFileSync(new URL('../../../../cases/manuscript/detection.yaml', import.meta.url), 'utf8'),
) as readonly Case[];

const wordsOf = (part: Part): string =>
  part.kind === 'paragraph'
    ? part.content.map((run) => (run.type === 'text' ? run.text : '\n')).join('')
    : part.kind;

const chaptersOf = ({ acts }: FoundBook) => acts.flatMap(({ chapters }) => chapters);

describe('acts, chapters and scenes are found', () => {
  test.each(cases)('$name', ({ format, text, title, acts, book, scenes }) => {
    const parts = format === 'text' ? partsOfText(text) : partsOfMarkdown(text);
    const found = findBook([{ name: 'file', folder: '', parts }], ManuscriptOptions.parse({}));
    expect(
      chaptersOf(found).map((chapter) => [
        chapter.title,
        chapter.scenes.map((scene) => scene.parts.map(wordsOf)),
      ]),
    ).toEqual(book);
    if (title !== undefined) expect(found.title).toBe(title);
    if (acts) expect(found.acts.map((act) => act.title)).toEqual(acts);
    if (scenes)
      expect(chaptersOf(found).flatMap((chapter) => chapter.scenes.map((scene) => scene.title))).toEqual(
        scenes,
      );
  });

  test('files without headings are a chapter each, called as the file is, and folders are acts', () => {
    const file = (folder: string, name: string) => ({ folder, name, parts: partsOfText(`${name} says.`) });
    const found = findBook(
      [file('Part one', 'Rain'), file('Part one', 'Snow'), file('Part two', 'Sun')],
      ManuscriptOptions.parse({}),
    );
    expect(
      found.acts.map(({ title, chapters }) => [title, chapters.map((chapter) => chapter.title)]),
    ).toEqual([
      ['Part one', ['Rain', 'Snow']],
      ['Part two', ['Sun']],
    ]);
  });

  test('as one chapter, headings stay in the prose and nothing is lost', () => {
    const parts = partsOfMarkdown('# A\n\none\n\n# B\n\ntwo\n');
    const found = findBook([{ name: 'f', folder: '', parts }], { chapters: 'one', splitScenes: true });
    expect(chaptersOf(found)[0]?.scenes[0]?.parts.map(wordsOf)).toEqual(['A', 'one', 'B', 'two']);
  });

  test('breaks stay in the prose where scenes are not to be parted', () => {
    const parts = partsOfText('one\n\n***\n\ntwo');
    const found = findBook([{ name: 'f', folder: '', parts }], { chapters: 'detect', splitScenes: false });
    expect(chaptersOf(found)[0]?.scenes.map((scene) => scene.parts.map(wordsOf))).toEqual([
      ['one', 'break', 'two'],
    ]);
  });
});
