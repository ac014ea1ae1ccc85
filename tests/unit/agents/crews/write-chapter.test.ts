import { expect, test } from 'vitest';
import { writeChapter, type WriteChapterInput } from '../../../../agents/crews/write-chapter.ts';
import { layers, type ExamResult } from '../../../../src-shared/domain/qa.ts';
import { textOfDocument, type ProseDocument } from '../../../../src-shared/domain/prose.ts';
import { completedBy, crewOn } from '../../../helpers/crew-on.ts';
import { createMemoryLibrary } from '../../../helpers/memory-library.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';
import { chapterId, entry, sceneId, smallNovel } from '../../../helpers/small-novel.ts';

const happenings = [
  'Gesa tries the brass pound again and finds it light.',
  'Rupp the baker gives Gesa a warm roll and she pays.',
  'Gesa sends a telegram to her father from the station.',
];
const brief = happenings.map((text, at) => `${at + 1}. ${text}`).join('\n\n');
const input: WriteChapterInput = {
  kind: 'write-chapter',
  chapterId: chapterId(2),
  brief: { text: brief, words: 240, tone: '' },
  quality: { threshold: 60, maxRevisions: 1 },
};

const places = ['gate', 'well', 'stair', 'bench', 'bridge', 'tower', 'garden', 'cellar'];
const prose = (beat: number) =>
  places
    .map((place, at) => `Gesa walked past the ${place} and counted ${beat * 10 + at} swings of the pointer.`)
    .join(' ');
const plan = {
  beats: happenings.map((happens) => ({ happens, characters: ['Gesa Amrain'], place: '' })),
};
const planStep: ScriptStep = { name: 'plan', prompt: 'Plan this chapter', answer: plan };
const writeStep = (beat: number): ScriptStep => ({
  name: `write ${beat}`,
  prompt: ['Now write what happens next', happenings[beat - 1] ?? ''],
  answer: prose(beat),
});
const golden = [planStep, writeStep(1), writeStep(2), writeStep(3)];
/** The editor may be asked or not: what rules find is not this test's matter. */
const editing: ScriptStep = { prompt: 'Write this paragraph again', answer: 'Gesa waited.', always: true };
const repairing: ScriptStep = { prompt: 'Change nothing else', answer: 'x', always: true };

const never: ProseDocument = { type: 'doc', content: [] };

const exams = (model: string): ExamResult[] =>
  layers.map((layer) => ({
    model,
    layer,
    planted: 12,
    found: 1,
    clean: 20,
    accused: 9,
    passed: false,
    takenAt: 1,
  }));

function novelLibrary() {
  const novel = smallNovel(
    [
      {
        title: 'The Old Abbot',
        summary: 'Gesa comes to Pellau.',
        scenes: ['Gesa Amrain came to Pellau on a Tuesday. She set down the balance.'],
      },
      { title: 'The Shops', summary: 'Gesa goes round the shops.', scenes: [''] },
    ],
    [entry('Gesa Amrain', { aliases: ['Gesa'] }), entry('Rupp')],
  );
  return createMemoryLibrary({ ...novel, exams: exams('scripted/script') });
}

test('a chapter comes out planned, written in order, reviewed in four layers, and beside the scene it knows', async () => {
  const model = scriptedModel([...golden, editing, repairing]);
  const { crew, started } = crewOn({ modelOf: () => model, library: novelLibrary() });
  const outcome = await writeChapter(input, crew);
  const text = textOfDocument(outcome.draft?.document ?? { type: 'doc', content: [] });
  expect(started.slice(0, 6)).toEqual(['context', 'plan', 'write 1', 'write 2', 'write 3', 'take-exams']);
  expect(outcome.beats.map(({ happens }) => happens)).toEqual(happenings);
  expect([1, 2, 3].map((beat) => text.indexOf(`counted ${beat * 10} swings`)).every((at) => at >= 0)).toBe(
    true,
  );
  expect(text.indexOf('counted 10 ')).toBeLessThan(text.indexOf('counted 30 '));
  expect(outcome.reviews[0]?.layers.map(({ layer }) => layer)).toEqual(layers);
  expect(outcome.draft?.bases).toEqual([{ sceneId: sceneId(2), revision: 3 }]);
  expect(outcome.receipts).toHaveLength(4);
  model.finish();
});

test('the writer sees how the beat before ended, word for word', async () => {
  const model = scriptedModel([...golden, editing, repairing]);
  await writeChapter(input, crewOn({ modelOf: () => model, library: novelLibrary() }).crew);
  const second = model.requests.find(
    ({ messages }) =>
      JSON.stringify(messages).includes(happenings[1] ?? '?') &&
      JSON.stringify(messages).includes('Now write'),
  );
  const recent = second?.messages.at(-1)?.parts.find(({ name }) => name === 'recent')?.text ?? '';
  expect(recent).toContain('Gesa walked past the cellar and counted 17 swings of the pointer.');
});

test('a worker killed between two beats resumes without paying for the first one twice', async () => {
  const died = new Error('killed');
  const dying = scriptedModel([
    planStep,
    writeStep(1),
    { ...writeStep(2), answer: '', error: undefined, holds: true },
  ]);
  const stopping = new AbortController();
  const first = crewOn({ modelOf: () => dying, library: novelLibrary(), signal: stopping.signal });
  const work = writeChapter(input, first.crew).catch(() => died);
  await dying.reached('write 2');
  stopping.abort();
  expect(await work).toBe(died);
  expect(first.committed.map(({ key }) => key)).toEqual(['context', 'plan', 'write 1']);

  const model = scriptedModel([writeStep(2), writeStep(3), editing, repairing]);
  const second = crewOn({
    modelOf: () => model,
    library: novelLibrary(),
    completed: completedBy(first.committed),
  });
  const outcome = await writeChapter(input, second.crew);
  expect(model.calls('Plan this chapter')).toBe(0);
  expect(second.started.slice(0, 2)).toEqual(['write 2', 'write 3']);
  const kept = first.committed.at(-1)?.output as { blocks: readonly { attrs: { id: string } }[] };
  const ids = outcome.draft?.document.content.map(({ attrs }) => attrs.id) ?? [];
  expect(ids.slice(0, kept.blocks.length)).toEqual(kept.blocks.map(({ attrs }) => attrs.id));
  model.finish();
});

test('a run that is resumed at its very end makes the same chapter and calls no model', async () => {
  const model = scriptedModel([...golden, editing, repairing]);
  const first = crewOn({ modelOf: () => model, library: novelLibrary() });
  const outcome = await writeChapter(input, first.crew);
  const silent = scriptedModel([]);
  const second = crewOn({
    modelOf: () => silent,
    library: novelLibrary(),
    completed: completedBy(first.committed),
  });
  expect(await writeChapter(input, second.crew)).toEqual(outcome);
  expect(second.started).toEqual([]);
});

test('a revised chapter is judged again, and one below the bar after the last round is left to a human with every round kept', async () => {
  const marked = `${prose(2)} The roll cost [VERIFY: the price] that day.`;
  const mended = `${prose(2)} The roll cost a penny that day.`;
  const model = scriptedModel([
    planStep,
    writeStep(1),
    { ...writeStep(2), answer: marked },
    writeStep(3),
    { prompt: ['Write this paragraph again', '[VERIFY'], answer: mended },
    editing,
    repairing,
  ]);
  const { crew, started } = crewOn({ modelOf: () => model, library: novelLibrary() });
  const outcome = await writeChapter({ ...input, quality: { threshold: 100, maxRevisions: 1 } }, crew);
  expect(outcome.state).toBe('needs_human');
  expect(outcome.reviews.map(({ round }) => round)).toEqual([0, 1]);
  expect(started.filter((key) => key.startsWith('revise'))).toEqual(['revise 0']);
  expect(outcome.revisions).toContainEqual(expect.objectContaining({ round: 0, state: 'revised' }));
  expect(textOfDocument(outcome.draft?.document ?? never)).toContain('a penny');
});

test('a chapter that no revision changed is not judged again: the same words get the same scores', async () => {
  const model = scriptedModel([...golden, editing, repairing]);
  const { crew, started } = crewOn({ modelOf: () => model, library: novelLibrary() });
  const bar = { threshold: 100, maxRevisions: 2 };
  const outcome = await writeChapter({ ...input, quality: bar, brief: { ...input.brief, words: 470 } }, crew);
  expect(outcome.state).toBe('needs_human'); // far too short: no editor mends that block by block
  expect(outcome.reviews.map(({ round }) => round)).toEqual([0]);
  expect(started.filter((key) => key.startsWith('revise'))).toEqual(['revise 0']);
  expect(outcome.draft?.document.content.length).toBeGreaterThanOrEqual(3);
});

test('an invalid plan becomes the parts of the brief, and the plan says so', async () => {
  const useless = { prompt: 'Plan this chapter', answer: { beats: [] } };
  const model = scriptedModel([
    useless,
    { prompt: 'cannot be used', answer: 'no' },
    ...golden.slice(1),
    editing,
    repairing,
  ]);
  const { crew, committed } = crewOn({ modelOf: () => model, library: novelLibrary() });
  const outcome = await writeChapter(input, crew);
  const planned = committed.find(({ key }) => key === 'plan')?.output;
  expect(planned).toMatchObject({ origin: 'brief', reason: expect.any(String) as unknown });
  expect(outcome.beats.map(({ happens }) => happens)).toEqual(happenings);
  expect(outcome.beats.reduce((sum, { words }) => sum + words, 0)).toBeCloseTo(240, -1);
});

test('a plan that leaves out what the brief asks for is not taken', async () => {
  const short = { beats: plan.beats.map((beat) => ({ ...beat, happens: `${happenings[0] ?? ''} Again.` })) };
  const model = scriptedModel([
    { prompt: 'Plan this chapter', answer: short },
    { prompt: 'part 2 of the brief is left out', answer: plan },
    ...golden.slice(1),
    editing,
    repairing,
  ]);
  const { crew, committed } = crewOn({ modelOf: () => model, library: novelLibrary() });
  await writeChapter(input, crew);
  expect(committed.find(({ key }) => key === 'plan')?.output).toMatchObject({ origin: 'model' });
  model.finish();
});

test('a chapter that does not exist fails with its own error, and nothing is committed', async () => {
  const { crew, committed } = crewOn({ library: novelLibrary() });
  const work = writeChapter({ ...input, chapterId: chapterId(9) }, crew);
  await expect(work).rejects.toMatchObject({ code: 'CHAPTER_NOT_FOUND' });
  expect(committed).toEqual([]);
});
