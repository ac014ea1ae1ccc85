import { expect, test } from 'vitest';
import { anchorTo, type Anchor } from '../../../../src-shared/domain/anchor.ts';
import { applyPatch } from '../../../../src-shared/domain/apply-patch.ts';
import { applyPatches } from '../../../../src-shared/domain/apply-patches.ts';
import { locate } from '../../../../src-shared/domain/locate-anchor.ts';
import type { Patch } from '../../../../src-shared/domain/patch.ts';
import { paragraphsOf, parseProse, textOf, type ProseDocument } from '../../../../src-shared/domain/prose.ts';
import { readProse } from '../../../helpers/prose-notation.ts';

const target = { kind: 'draft', draftId: '019a0000-0000-7000-8000-000000000001' } as Anchor['target'];
const pieces = [
  'the ',
  'bell ',
  'é',
  'e\u0301',
  '👩‍👩‍👧',
  '灯',
  ' ',
  '\n',
  '*soft*',
  '**loud**',
  'ק',
  '🇫🇷',
  '\u0301',
  '.',
];

/** A small generator with a seed, so that a failure can be run again (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

function randomDocument(pick: (below: number) => number, ids: readonly string[]): ProseDocument {
  const paragraph = (): string =>
    Array.from({ length: pick(8) }, () => pieces[pick(pieces.length)] ?? '').join('');
  return readProse(Object.fromEntries(ids.map((id) => [id, paragraph()]))).document;
}

function randomPatch(pick: (below: number) => number, document: ProseDocument): Patch {
  const paragraphs = paragraphsOf(document);
  const paragraph = paragraphs[pick(paragraphs.length)];
  if (paragraph === undefined) throw new Error('an empty document');
  const length = textOf(paragraph).length;
  const start = pick(length + 1);
  const content = paragraphsOf(randomDocument(pick, ['c']))[0]?.content ?? [];
  const kind = (['replace', 'insert-after', 'delete'] as const)[pick(3)] ?? 'delete';
  return {
    id: '019a0000-0000-7000-8000-000000000002' as Patch['id'],
    findingId: '019a0000-0000-7000-8000-000000000003' as Patch['findingId'],
    anchor: anchorTo({ target, paragraph, start, end: start + pick(length - start + 1) }),
    change: kind === 'delete' ? { kind } : { kind, content },
    origin: 'rule',
    isSafe: true,
    state: 'open',
  };
}

const textsOf = (document: ProseDocument): Record<string, string> =>
  Object.fromEntries(paragraphsOf(document).map((paragraph) => [paragraph.attrs.id, textOf(paragraph)]));

test('whatever was edited in between, a patch changes its located span, no other text, and never throws', () => {
  let placed = 0;
  for (let seed = 1; seed <= 3000; seed++) {
    const pick = random(seed);
    const original = randomDocument(pick, ['p1', 'p2', 'p3']);
    const patch = randomPatch(pick, original);
    const edited =
      pick(3) === 0
        ? original
        : {
            ...original,
            content: [...original.content, ...randomDocument(pick, ['p4']).content].slice(pick(2)),
          };
    const place = locate(patch.anchor, edited);
    const applied = applyPatch(edited, patch);
    if (place === null || applied === null) {
      if (place === null) expect(applied, `seed ${seed}`).toBeNull();
      continue;
    }
    placed++;
    const before = textsOf(edited);
    const after = textsOf(parseProse(applied.document));
    const text = before[place.blockId] ?? '';
    const from = patch.change.kind === 'insert-after' ? place.end : place.start;
    const inserted = patch.change.kind === 'delete' ? '' : textsOf(contentDocument(patch.change.content)).c;
    const expected = text.slice(0, from) + inserted + text.slice(place.end);
    const wanted = { ...before, [place.blockId]: expected };
    if (applied.edit.kind === 'remove') delete wanted[place.blockId];
    expect(after, `seed ${seed}`).toEqual(wanted);
  }
  expect(placed).toBeGreaterThan(1000);
});

test('any number of overlapping patches end as accepted or unplaced, and the document stays sound', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const pick = random(seed);
    const document = randomDocument(pick, ['p1', 'p2']);
    const patches = Array.from({ length: 6 }, () => randomPatch(pick, document));
    const applied = applyPatches(document, patches);
    expect(applied.patches).toHaveLength(6);
    expect(applied.patches.every(({ state }) => state === 'accepted' || state === 'unplaced')).toBe(true);
    expect(parseProse(applied.document)).toEqual(applied.document);
  }
});

function contentDocument(
  content: NonNullable<ReturnType<typeof paragraphsOf>[number]['content']>,
): ProseDocument {
  return { type: 'doc', content: [{ type: 'paragraph', attrs: { id: 'c' as Anchor['blockId'] }, content }] };
}
