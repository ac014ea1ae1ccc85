import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { gatherContext } from '../../../../agents/roles/context-keeper.ts';
import { crewOn } from '../../../helpers/crew-on.ts';
import { createMemoryLibrary } from '../../../helpers/memory-library.ts';
import { chapterId, entry, entryId, sceneId, smallNovel } from '../../../helpers/small-novel.ts';

const root = new URL('../../../../', import.meta.url);
const words = JSON.parse(readFileSync(new URL('resources/locales/en/context.json', root), 'utf8')) as Record<
  string,
  string
>;

test('every reason that the code can give has words', () => {
  const used = ['agents/context', 'agents/roles'].flatMap((folder) =>
    readdirSync(new URL(folder, root))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(new URL(`${folder}/${file}`, root), 'utf8').matchAll(/'(context\.[a-z-]+)'/g),
      ])
      .map(([, key = '']) => key),
  );
  expect(new Set(used).size).toBeGreaterThan(12);
  expect([...new Set(used)].filter((key) => !(key in words))).toEqual([]);
});

const relation = (title: string, strength: number) => ({
  toEntryId: entryId(title),
  toTitle: title,
  type: 'daughter of',
  strength,
  note: '',
});

const novel = smallNovel(
  [
    {
      title: 'One',
      summary: '',
      scenes: ['Gesa came on a Tuesday. Nobody met her. The bell rang twice. She went in.'],
    },
    {
      title: 'Two',
      summary: 'Supper at the inn.',
      scenes: ['Brida poured to the line. Then she put out the lamp.'],
    },
    { title: 'Three', summary: 'Gesa goes round the shops.', scenes: [''] },
    { title: 'Four', summary: 'Brida brings the ledgers.', scenes: [''] },
  ],
  [
    entry('Gesa', {
      relations: [relation('Konrad', 9), relation('Brida', 3)],
      progressions: [
        { fromSceneId: sceneId(2), fromChapter: null, text: 'Gesa has seen the certificate.' },
        { fromSceneId: null, fromChapter: 3, text: 'Gesa has a cold.' },
        { fromSceneId: sceneId(4), fromChapter: null, text: 'Gesa knows about the ledgers.' },
      ],
    }),
    entry('Konrad'),
    entry('Brida'),
    entry('The Year', { kind: 'note', inclusion: 'always' }),
    entry('Secret shops', { inclusion: 'never', body: 'shops shops shops goes round' }),
    entry('Deputy Prasch'),
  ],
);

async function gather() {
  const { crew } = crewOn({ library: createMemoryLibrary(novel) });
  const brief = { text: 'Gesa buys a roll.', words: 500, tone: '' };
  return crew.step(gatherContext, { chapterId: chapterId(3), brief });
}
const reasonOf = ({ candidates }: Awaited<ReturnType<typeof gather>>, title: string) =>
  candidates.filter((one) => one.layer === 'characters' && one.title === title).map(({ reason }) => reason);

test('an entry comes once, by its strongest reason', async () => {
  const context = await gather();
  expect(reasonOf(context, 'Gesa')).toEqual(['context.mentioned']);
  expect(reasonOf(context, 'The Year')).toEqual(['context.always']);
  expect(reasonOf(context, 'Konrad')).toEqual(['context.related']);
});

test('an entry that the writer shut away stays away, also where search finds it', async () => {
  expect(reasonOf(await gather(), 'Secret shops')).toEqual([]);
});

test('who lingers at the end of the scene before is brought along, though the plan does not name them', async () => {
  expect(reasonOf(await gather(), 'Brida')).toEqual(['context.mentioned']);
});

test('a progression holds from its scene on and not before: nothing later is told too early', async () => {
  const gesa = (await gather()).candidates.find(({ title }) => title === 'Gesa')?.text ?? '';
  expect(gesa).toContain('Now: Gesa has seen the certificate.');
  expect(gesa).not.toContain('cold'); // its scene does not exist yet
  expect(gesa).not.toContain('ledgers');
});

test('the scene before ends verbatim, chapters before are told, a later one only as what comes after', async () => {
  const { candidates, previousEnd } = await gather();
  const by = (reason: string) => candidates.filter((one) => one.reason === reason).map(({ text }) => text);
  expect(previousEnd).toBe('Brida poured to the line. Then she put out the lamp.');
  expect(by('context.previous-end')).toEqual([previousEnd]);
  expect(by('context.previous')).toEqual(['Before, in chapter 2 (Two): Supper at the inn.']);
  expect(by('context.next')[0]).toContain('Only later, in chapter 4');
});

test('an earlier chapter without a summary is told by its own sentences', async () => {
  const earlier = (await gather()).candidates.find(({ reason }) => reason === 'context.earlier');
  expect(earlier?.text).toBe(
    'Before, in chapter 1 (One): Gesa came on a Tuesday. The bell rang twice. She went in.',
  );
});
