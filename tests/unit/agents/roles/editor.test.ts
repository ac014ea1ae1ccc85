import { expect, test } from 'vitest';
import { reviseDraft } from '../../../../agents/roles/editor.ts';
import { gatherContext } from '../../../../agents/roles/context-keeper.ts';
import { applySafePatches } from '../../../../agents/crews/apply-safe-patches.ts';
import { anchorTo } from '../../../../src-shared/domain/anchor.ts';
import type { DraftId, FindingId, PatchId } from '../../../../src-shared/domain/ids.ts';
import type { Patch } from '../../../../src-shared/domain/patch.ts';
import { paragraphsOf, proseFromText, textOf, textOfDocument } from '../../../../src-shared/domain/prose.ts';
import { layers, type Finding, type Review } from '../../../../src-shared/domain/qa.ts';
import { crewOn } from '../../../helpers/crew-on.ts';
import { createMemoryLibrary } from '../../../helpers/memory-library.ts';
import { uuid } from '../../../helpers/sample-novel.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';
import { chapterId, entry, smallNovel } from '../../../helpers/small-novel.ts';

const novel = smallNovel(
  [{ title: 'The Shops', summary: 'Gesa goes round the shops.', scenes: [''] }],
  [entry('Gesa'), entry('Rupp')],
);
const texts = [
  'Gesa went out of the Weigh House and crossed the square.',
  'Rupp gave her a warm roll , and it was very very warm.',
  'Gesa paid for it and said nothing to him.',
];
let block = 0;
const document = proseFromText(texts.join('\n\n'), () => `b${++block}`);
const target = { kind: 'draft', draftId: uuid('draft') as DraftId } as const;

function anchorOf(quote: string) {
  const paragraph = paragraphsOf(document).find((one) => textOf(one).includes(quote));
  if (!paragraph) throw new Error(`no ${quote}`);
  const start = textOf(paragraph).indexOf(quote);
  return anchorTo({ target, paragraph, start, end: start + quote.length });
}
const finding = (name: string, quote: string | null, more: Partial<Finding> = {}): Finding => ({
  id: uuid(name) as FindingId,
  layer: 'style',
  rule: `style.${name}`,
  severity: 'warning',
  values: {},
  note: null,
  anchor: quote === null ? null : anchorOf(quote),
  evidence: [],
  origin: 'rule',
  ...more,
});
const patch = (name: string, quote: string, more: Partial<Patch> = {}): Patch => ({
  id: uuid(`patch ${name}`) as PatchId,
  findingId: uuid(name) as FindingId,
  anchor: anchorOf(quote),
  change: { kind: 'delete' },
  origin: 'rule',
  isSafe: true,
  state: 'open',
  ...more,
});
const reviewOf = (
  issues: readonly Finding[],
  patches: readonly Patch[] = [],
  score: number | null = 40,
): Review => ({
  round: 0,
  target,
  layers: layers.map((layer) => ({
    layer,
    score: layer === 'style' ? score : 100,
    evaluation: { rules: true, model: null, reason: null },
    issues: layer === 'style' ? issues : [],
    patches: layer === 'style' ? patches : [],
  })),
});

async function revise(review: Review, script: readonly ScriptStep[]) {
  const model = scriptedModel(script);
  const { crew } = crewOn({ modelOf: () => model, library: createMemoryLibrary(novel) });
  const brief = { text: '', words: 200, tone: '' };
  const context = await crew.step(gatherContext, { chapterId: chapterId(1), brief });
  const revised = await crew.step(reviseDraft, { document, review, context, threshold: 70 });
  model.finish();
  return { revised, texts: paragraphsOf(revised.document).map(textOf), model };
}
const better = 'Rupp gave her a warm roll, straight from the oven behind him.';

test('only the block that a finding names is written again; ids and the other blocks stay', async () => {
  const { revised, texts: now } = await revise(reviewOf([finding('repeated-word', 'very very')]), [
    { prompt: ['repeated word in "very very"', texts[1] ?? ''], answer: better },
  ]);
  expect(now).toEqual([texts[0], better, texts[2]]);
  expect(revised.document.content.map(({ attrs }) => attrs.id)).toEqual(
    document.content.map(({ attrs }) => attrs.id),
  );
  expect(revised.revisions).toMatchObject([{ blockId: 'b2', state: 'revised', reason: null }]);
});

test('the editor sees the paragraphs beside the one it revises', async () => {
  const { model } = await revise(reviewOf([finding('repeated-word', 'very very')]), [{ answer: better }]);
  const recent = model.requests[0]?.messages.at(-1)?.parts.find(({ name }) => name === 'recent')?.text;
  expect(recent).toContain(texts[0]);
  expect(recent).toContain(texts[2]);
});

test.each([
  ['unchanged', texts[1] ?? ''],
  ['lost-name', 'He gave her a warm roll, straight from the oven behind him.'],
  ['too-short', 'Rupp gave bread.'],
  [
    'too-long',
    `${better} The oven was older than the square. The square was older than the church. Nobody knew which of them would last.`,
  ],
  ['empty', '# Chapter 3'],
  ['not-mended', 'Rupp gave her a warm roll , and it was truly very very warm.'],
  ['not-mended', 'Rupp gave her a warm roll, and it was was very very warm , and  and hot.'],
])('a revision that is %s is refused, and the block stays as it was', async (reason, answer) => {
  const { revised, texts: now } = await revise(reviewOf([finding('repeated-word', 'very very')]), [
    { answer },
  ]);
  expect(now).toEqual(texts);
  expect(revised.revisions).toMatchObject([{ state: 'refused', reason }]);
});

test.each([
  ['only notes', reviewOf([finding('adverbs', 'very very', { severity: 'note' })])],
  ['a layer that passes', reviewOf([finding('adverbs', 'very very')], [], 85)],
  ['a finding about the whole text', reviewOf([finding('monotony', null)])],
])('%s sets the editor to no work at all', async (_, review) => {
  const { texts: now } = await revise(review, []);
  expect(now).toEqual(texts);
});

test('a worded repair goes in first; what it mended is not written again', async () => {
  const worded = patch('grammar', 'it was very very warm', {
    origin: 'model',
    isSafe: false,
    change: { kind: 'replace', content: [{ type: 'text', text: 'it was still warm' }] },
  });
  const { revised, texts: now } = await revise(
    reviewOf([finding('grammar', 'it was very very warm')], [worded]),
    [],
  );
  expect(now[1]).toBe('Rupp gave her a warm roll , and it was still warm.');
  expect(revised.review.layers.flatMap(({ patches }) => patches).map(({ state }) => state)).toEqual([
    'accepted',
  ]);
});

test('safe patches go into the draft, others stay open, and what stands after them still points to its words', async () => {
  const safe = patch('space', ' ,', { change: { kind: 'replace', content: [{ type: 'text', text: ',' }] } });
  const open = patch('repeated-word', 'very very', { isSafe: false });
  const review = reviewOf([finding('space', ' ,'), finding('repeated-word', 'very very')], [safe, open]);
  const { crew } = crewOn();
  const patched = await crew.step(applySafePatches, { document, review }, 0);
  const style = patched.review.layers.find(({ layer }) => layer === 'style');
  expect(textOfDocument(patched.document)).toContain('a warm roll, and it was very very warm.');
  expect(style?.patches.map(({ state }) => state)).toEqual(['accepted', 'open']);
  const anchor = style?.patches[1]?.anchor;
  const text = textOf(
    paragraphsOf(patched.document)[1] ?? { type: 'paragraph', attrs: { id: 'x' as never } },
  );
  expect(text.slice(anchor?.start, anchor?.end)).toBe('very very');
});
