import { expect, test } from 'vitest';
import { portionsOf } from '../../../../agents/roles/write-portions.ts';
import { leastTakeScore, scoreTake } from '../../../../agents/roles/take-score.ts';
import { writeBeat } from '../../../../agents/roles/writer.ts';
import { gatherContext } from '../../../../agents/roles/context-keeper.ts';
import { textOfDocument } from '../../../../src-shared/domain/prose.ts';
import { crewOn } from '../../../helpers/crew-on.ts';
import { createMemoryLibrary } from '../../../helpers/memory-library.ts';
import { scriptedModel, type ScriptStep } from '../../../helpers/scripted-model.ts';
import { chapterId, entry, smallNovel } from '../../../helpers/small-novel.ts';

test.each([
  ['each sentence is a portion', 'Gesa tried the pound again. Jost Wittmer lent her the boy.', 2],
  ['a fragment goes with what follows', 'Under the arcades. Every weight in the shop was short.', 1],
  ['quotation marks are not torn apart', 'Gesa wires four words: "Pellau 43. Why zero." Nobody asks her.', 1],
])('%s', (_, happens, count) => {
  const portions = portionsOf(happens, 'en');
  expect(portions).toHaveLength(count);
  expect(portions.join(' ')).toBe(happens);
});

const sentence = 'Rupp pressed a warm roll on her; Gesa said nothing and paid for it.';
const known = new Set(['rupp', 'gesa', 'pellau']);
const before = 'Nobody looked at her and she did not look back at the two men by the door.';
const score = (text: string) => scoreTake({ text, sentence, before, known, language: 'en' });
const good =
  'The roll was too warm to hold in one hand. Gesa put three coins on the counter and waited while Rupp looked for the drawer.';

test.each([
  [
    'someone whom nothing has told of',
    'The roll was too warm to hold in one hand. Gesa put three coins on the counter and waited while Mister Guszak looked for the drawer.',
  ],
  [
    'talk about writing',
    'The roll in this story was too warm to hold in one hand. Gesa put three coins on the counter in the next paragraph.',
  ],
  [
    'the reader',
    'You can see that the roll was too warm. Your hand would burn while Gesa looked for three coins and Rupp for the drawer.',
  ],
  [
    'phrases told before',
    'The roll was too warm to hold in one hand. Rupp looked at her and she did not look back at the two men by the drawer.',
  ],
  [
    'the present tense',
    'The roll is too warm to hold in one hand. Gesa has three coins and Rupp says that the drawer is locked.',
  ],
  [
    'going round in circles',
    'The roll was a roll and the roll was a roll and the roll was a roll and the roll was a roll.',
  ],
])('a take with %s is worth less than one without', (_, text) => {
  expect(score(good)).toBeGreaterThan(leastTakeScore);
  expect(score(text)).toBeLessThan(score(good) - 0.2);
});

test('what people say to each other is not held against a take', () => {
  const talk =
    '"You are early," said Rupp. "I have three coins," said Gesa, and put the warm roll on the counter between them.';
  expect(score(talk)).toBeGreaterThan(leastTakeScore);
});

const facts = {
  file: 'tiny.gguf',
  bytes: 98_000_000,
  loadMs: 1,
  threads: { writing: 1, reading: 1 },
  threadsFrom: 'settings',
} as const;

async function write(script: readonly ScriptStep[], happens: string) {
  const scripted = scriptedModel(script, 4096);
  const model = { ...scripted, facts };
  const novel = smallNovel(
    [
      { title: 'One', summary: '', scenes: ['Gesa came on a Tuesday. The door was open.'] },
      { title: 'Two', summary: '', scenes: [''] },
    ],
    [entry('Gesa'), entry('Rupp')],
  );
  const { crew } = crewOn({ modelOf: () => model, library: createMemoryLibrary(novel) });
  const brief = { text: happens, words: 100, tone: '' };
  const context = await crew.step(gatherContext, { chapterId: chapterId(2), brief });
  const beat = { number: 1, happens, characters: ['Gesa'], place: '', words: 100 };
  const { blocks, receipt } = await crew.step(writeBeat, { context, beat, before: '' }, 1);
  scripted.finish();
  return { text: textOfDocument({ type: 'doc', content: blocks }), receipt, scripted };
}

test('a tiny model is asked sentence by sentence; rules choose the better take, and none where both are poor', async () => {
  const { text, receipt, scripted } = await write(
    [
      {
        prompt: ['Before: ', 'The door was open.', 'Now: Gesa paid for the warm roll.'],
        answer: 'In this story you are the reader of it.',
      },
      { prompt: 'Now: Gesa paid for the warm roll.', answer: good },
      { prompt: 'Now: Gesa paid for the warm roll.', answer: 'She.' },
      { prompt: 'Now: Rupp looked for the drawer.', answer: 'Guszak is Guszak is Guszak.' },
      { prompt: 'Now: Rupp looked for the drawer.', answer: 'You.' },
      { prompt: 'Now: Rupp looked for the drawer.', answer: '"I had twelve this morning," he said.' },
    ],
    'Gesa pays for the warm roll. Rupp looks for the drawer.',
  );
  expect(text).toBe(`Gesa paid for the warm roll. ${good}\n\nRupp looked for the drawer.`);
  expect(receipt.items.map(({ reason }) => reason)).toContain('context.previous-end');
  expect(scripted.requests).toHaveLength(6);
});
