import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { anchorTo, type Anchor } from '../../../../src-shared/domain/anchor.ts';
import { applyPatch } from '../../../../src-shared/domain/apply-patch.ts';
import type { PatchChange } from '../../../../src-shared/domain/patch.ts';
import { paragraphsOf, parseProse, toNode, type Paragraph } from '../../../../src-shared/domain/prose.ts';
import { readProse, writeProse, type Notation } from '../../../helpers/prose-notation.ts';

interface Case {
  name: string;
  text: Notation;
  edited?: Notation;
  replace?: string;
  insertAfter?: string;
  delete?: true;
  expected: Notation | null;
}
const cases = parse(readFileSync('tests/cases/patches/apply.yaml', 'utf8')) as Case[];
const target = { kind: 'draft', draftId: '019a0000-0000-7000-8000-000000000001' } as Anchor['target'];

function changeOf({ replace, insertAfter }: Case): PatchChange {
  const inline = (text: string): Paragraph['content'] =>
    paragraphsOf(readProse({ c: text }).document)[0]?.content ?? [];
  if (replace !== undefined) return { kind: 'replace', content: inline(replace) ?? [] };
  if (insertAfter !== undefined) return { kind: 'insert-after', content: inline(insertAfter) ?? [] };
  return { kind: 'delete' };
}

describe('a patch changes its span and nothing else:', () => {
  test.each(cases)('$name', (given) => {
    const { document, span } = readProse(given.text);
    const paragraph = paragraphsOf(document).find(({ attrs }) => attrs.id === span?.blockId);
    if (span === null || paragraph === undefined) throw new Error('the case marks no span');
    const anchor = anchorTo({ target, paragraph, start: span.start, end: span.end });
    const onto = given.edited === undefined ? document : readProse(given.edited).document;

    const applied = applyPatch(onto, { anchor, change: changeOf(given) });

    if (given.expected === null) return expect(applied).toBeNull();
    if (applied === null) throw new Error('unplaced');
    expect(writeProse(applied.document)).toEqual(writeProse(readProse(given.expected).document));
    expect(parseProse(applied.document)).toEqual(applied.document);
    expect(() => toNode(applied.document)).not.toThrow();
  });
});
