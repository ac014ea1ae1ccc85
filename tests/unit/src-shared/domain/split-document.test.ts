import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { BlockId } from '../../../../src-shared/domain/ids.ts';
import { cutOut, joinDocuments, mapBlockIds } from '../../../../src-shared/domain/join-documents.ts';
import { paragraphsOf, parseProse, textOf, type ProseDocument } from '../../../../src-shared/domain/prose.ts';
import { splitDocument, type Follow } from '../../../../src-shared/domain/split-document.ts';
import { readProse, writeProse, type Notation } from '../../../helpers/prose-notation.ts';

type At = readonly [string, number];
interface Followed {
  readonly part: number;
  readonly block: string;
  readonly text: string;
}
interface SplitCase {
  readonly name: string;
  readonly document: Notation;
  readonly at: At;
  readonly head: Notation;
  readonly tail: Notation;
  readonly follows: Followed | null;
}
interface CutCase extends Omit<SplitCase, 'at' | 'head' | 'tail'> {
  readonly start: At;
  readonly end: At;
  readonly rest: Notation;
  readonly taken: Notation;
}

const cases = (file: string): unknown =>
  parse(readFileSync(new URL(`../../../cases/outline/${file}.yaml`, import.meta.url), 'utf8'));
const pointAt = ([blockId, offset]: At) => ({ blockId: blockId as BlockId, offset });

function counter(): () => string {
  let last = 0;
  return () => `n${++last}`;
}

/** Where the marked span went, told by its words. */
function followed(
  follow: Follow,
  span: NonNullable<ReturnType<typeof readProse>['span']>,
  parts: readonly ProseDocument[],
): Followed | null {
  const found = follow(span);
  if (!found) return null;
  const { blockId, start, end } = found.place;
  const paragraph = paragraphsOf(parts[found.part]!).find(({ attrs }) => attrs.id === blockId);
  return { part: found.part, block: blockId, text: textOf(paragraph!).slice(start, end) };
}

test.each(cases('split') as SplitCase[])('split: $name', ({ document, at, head, tail, follows }) => {
  const { document: prose, span } = readProse(document);
  const split = splitDocument(prose, { point: pointAt(at), newId: counter() })!;
  expect([writeProse(split.head), writeProse(split.tail)]).toEqual([head, tail]);
  expect(followed(split.follow, span!, [split.head, split.tail])).toEqual(follows);
});

test.each(cases('cut-out') as CutCase[])(
  'cut out: $name',
  ({ document, start, end, rest, taken, follows }) => {
    const { document: prose, span } = readProse(document);
    const cut = cutOut(prose, { start: pointAt(start), end: pointAt(end), newId: counter() })!;
    expect([writeProse(cut.rest), writeProse(cut.taken)]).toEqual([rest, taken]);
    expect(followed(cut.follow, span!, [cut.rest, cut.taken])).toEqual(follows);
  },
);

test('a point in a paragraph that is gone splits nothing', () => {
  const { document } = readProse({ a: 'One.' });
  expect(splitDocument(document, { point: pointAt(['z', 0]), newId: counter() })).toBeNull();
});

test('an end before its beginning cuts nothing out, so that no text is doubled', () => {
  const { document } = readProse({ a: 'One.', b: 'Two.' });
  const cut = (start: At, end: At) =>
    cutOut(document, { start: pointAt(start), end: pointAt(end), newId: counter() });
  expect(cut(['b', 0], ['a', 2])).toBeNull();
  expect(cut(['a', 2], ['a', 2])).toBeNull();
});

test('joined documents never hold an id twice, and what stood in the second is found under its new one', () => {
  const first = readProse({ a: 'One.', q: { b: 'Quoted.' } }).document;
  const { document: second, span } = readProse({ a: 'Two ⟦three⟧.', q: { b: 'Again.' }, c: 'Four.' });
  const { document, follow } = joinDocuments(first, { second, newId: counter() });
  expect(parseProse(document)).toEqual(document);
  expect(followed(follow, span!, [document])).toEqual({ part: 0, block: 'n1', text: 'three' });
});

test('joining with a side that has no word adds no empty paragraph', () => {
  const words = readProse({ a: 'One.' }).document;
  const none = readProse({ b: ' ' }).document;
  expect(writeProse(joinDocuments(words, { second: none, newId: counter() }).document)).toEqual({
    a: 'One.',
  });
  expect(writeProse(joinDocuments(none, { second: words, newId: counter() }).document)).toEqual({
    a: 'One.',
  });
});

test('a copy shares no id with its original', () => {
  const { document } = readProse({ a: 'One.', q: { b: 'Two.' } });
  expect(writeProse(mapBlockIds(document, counter()))).toEqual({ n1: 'One.', n2: { n3: 'Two.' } });
});
