import { expect, test } from 'vitest';
import { assemblePrompt, type PromptOrder } from '../../../../agents/context/assemble.ts';
import { candidate, type ContextCandidate } from '../../../../agents/context/candidate.ts';
import { loadDeclarations } from '../../../../agents/load-declarations.ts';
import { promptOf } from '../../../../agents/roles/prompts.ts';
import type { ContextItem, ContextLayer, ContextPriority } from '../../../../src-shared/domain/context.ts';
import { contextLayers } from '../../../../src-shared/domain/context.ts';
import { sentencesOf } from '../../../../src-shared/text/sentences.ts';
import { scriptedModel } from '../../../helpers/scripted-model.ts';

const priorities: readonly ContextPriority[] = ['high', 'medium', 'low'];

/** The same numbers for the same seed (mulberry32), so that a failing case comes back. */
function randomOf(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const sentences = (count: number, name: string) =>
  Array.from({ length: count }, (_, at) => `${name} says that sentence number ${at} stands here.`).join(' ');

function someCandidates(seed: number): ContextCandidate[] {
  const random = randomOf(seed);
  return Array.from({ length: 5 + Math.floor(random() * 40) }, (_, at) => {
    const layer = contextLayers[Math.floor(random() * contextLayers.length)] ?? 'plot';
    const priority = priorities[Math.floor(random() * 3)] ?? 'low';
    const text = sentences(1 + Math.floor(random() ** 3 * 120), `Item${at}`);
    return item(layer, priority, { text, title: `Item${at}`, weight: Math.floor(random() * 5) });
  });
}

const item = (layer: ContextLayer, priority: ContextPriority, more: Partial<ContextCandidate>) =>
  candidate({
    layer,
    priority,
    source: { kind: 'novel' },
    title: '',
    reason: 'context.mentioned',
    text: '',
    ...more,
  });

const order = (contextTokens: number, candidates: readonly ContextCandidate[]): PromptOrder => ({
  model: scriptedModel([], contextTokens),
  template: promptOf('writer', loadDeclarations()),
  values: {
    role: 'a novelist',
    goal: 'You write.',
    words: '200',
    tone: '',
    cast: '',
    happens: 'Gesa waits.',
  },
  candidates,
  answerTokens: 500,
  language: 'en',
});

const windows = [1024, 4096, 8192, 32_768, 131_072];
const cases = windows.flatMap((window) => Array.from({ length: 12 }, (_, seed) => [window, seed] as const));

test.each(cases)(
  'window %i, case %i: prompt and answer fit, and nothing low stays where something high went',
  async (window, seed) => {
    for (const holdRecent of [false, true]) {
      const given = { ...order(window, someCandidates(seed)), holdRecent };
      const { messages, receipt } = await assemblePrompt(given);
      expect((await given.model.countPrompt(messages)) + given.answerTokens).toBeLessThanOrEqual(window);
      const groups = holdRecent
        ? [
            receipt.items.filter(({ layer }) => layer === 'recent'),
            receipt.items.filter(({ layer }) => layer !== 'recent'),
          ]
        : [receipt.items];
      for (const items of groups) expect(outOfOrder(items)).toEqual([]);
      expect((await assemblePrompt(given)).receipt).toEqual(receipt);
    }
  },
);

/** Items that went in although something of a higher priority was cut. */
function outOfOrder(items: readonly ContextItem[]): readonly string[] {
  const worstCut = Math.min(
    ...items.filter(({ state }) => state === 'cut').map(({ priority }) => priorities.indexOf(priority)),
  );
  return items
    .filter(({ state, priority }) => state !== 'cut' && priorities.indexOf(priority) > worstCut)
    .map(({ title }) => title);
}

test('a window large enough for everything cuts nothing', async () => {
  const { receipt } = await assemblePrompt(order(131_072, someCandidates(3)));
  expect(new Set(receipt.items.map(({ state }) => state))).toEqual(new Set(['included']));
});

test('what is cut stays in the receipt with its size and its reason', async () => {
  const many = Array.from({ length: 30 }, (_, at) =>
    item('characters', 'medium', {
      title: `E${at}`,
      text: sentences(20, `E${at}`),
      reason: 'context.mentioned',
    }),
  );
  const { receipt } = await assemblePrompt(order(4096, many));
  const cut = receipt.items.filter(({ state }) => state === 'cut');
  expect(receipt.items).toHaveLength(30);
  expect(cut.length).toBeGreaterThan(5);
  for (const one of cut) expect(one).toMatchObject({ text: '', tokens: 0, reason: 'context.mentioned' });
  for (const one of cut) expect(one.fullTokens).toBeGreaterThan(100);
});

test('a shortened item ends at a sentence, and keeps the end where the end matters', async () => {
  const texts = { plot: sentences(400, 'Plot'), recent: sentences(400, 'Recent') };
  const { receipt } = await assemblePrompt(
    order(4096, [
      item('plot', 'high', { text: texts.plot }),
      item('recent', 'high', { text: texts.recent, keep: 'end' }),
    ]),
  );
  const [plot, recent] = receipt.items;
  expect(plot?.state).toBe('shortened');
  expect(texts.plot.startsWith(plot?.text ?? 'x')).toBe(true);
  expect(texts.recent.endsWith(recent?.text ?? 'x')).toBe(true);
  for (const text of [plot?.text ?? '', recent?.text ?? '']) {
    expect(sentencesOf(text, 'en').length).toBeGreaterThan(3);
    expect(text).toMatch(/^(Plot|Recent) says .* here\.$/su);
  }
});

test('the budget one layer leaves goes to the others', async () => {
  const long = item('plot', 'high', { text: sentences(400, 'Plot') });
  const alone = await assemblePrompt(order(4096, [long]));
  const beside = await assemblePrompt(
    order(4096, [long, item('recent', 'high', { text: sentences(400, 'Recent') })]),
  );
  const used = ({ receipt }: typeof alone) => receipt.layers.find(({ layer }) => layer === 'plot')?.used ?? 0;
  expect(used(alone)).toBeGreaterThan(used(beside) * 1.8);
});

test('a text that grows does not change what stands before it: the model need not read it again', async () => {
  const stable = someCandidates(5).filter(({ layer }) => layer !== 'recent');
  const withRecent = (count: number) =>
    assemblePrompt({
      ...order(4096, [...stable, item('recent', 'high', { text: sentences(count, 'So'), keep: 'end' })]),
      holdRecent: true,
    });
  const partsBefore = ({ messages }: Awaited<ReturnType<typeof withRecent>>) =>
    messages
      .flatMap(({ parts }) => parts)
      .filter(({ name }) => name === 'instructions' || name === 'plot' || name === 'characters');
  const few = partsBefore(await withRecent(2));
  expect(few).toHaveLength(3);
  expect(partsBefore(await withRecent(60))).toEqual(few);
});

test('in a small window a long entry brings its passage, in a large one its whole text', async () => {
  const entry = item('characters', 'medium', {
    text: sentences(30, 'Gesa'),
    passage: 'Gesa weighs things for the Office.',
  });
  const small = await assemblePrompt(order(8192, [entry]));
  const large = await assemblePrompt(order(32_768, [entry]));
  expect(small.receipt.items[0]).toMatchObject({ text: entry.passage, state: 'shortened' });
  expect(small.receipt.items[0]?.fullTokens).toBe(large.receipt.items[0]?.tokens);
  expect(large.receipt.items[0]).toMatchObject({ text: entry.text, state: 'included' });
});

test('an entry never takes more than its own cap', async () => {
  const capped = item('characters', 'high', { text: sentences(40, 'Gesa'), tokenCap: 60 });
  const { receipt } = await assemblePrompt(order(131_072, [capped]));
  expect(receipt.items[0]?.tokens).toBeLessThanOrEqual(60);
  expect(receipt.items[0]?.tokens).toBeGreaterThan(30);
});

test('instructions that leave no room for an answer are refused with the figures', async () => {
  const cramped = { ...order(600, []), answerTokens: 590 };
  await expect(assemblePrompt(cramped)).rejects.toMatchObject({
    code: 'MODEL_PROMPT_TOO_LONG',
    data: { answer: 590, limit: 600 },
  });
});

test('what a prompt has no place for is not said to be in it, and takes no room from what has one', async () => {
  const plot = item('plot', 'high', { title: 'Premise', text: sentences(40, 'The premise') });
  const recent = item('recent', 'high', { title: 'So far', text: sentences(40, 'The story') });
  const template = promptOf('rewrite-passage', loadDeclarations());
  const values = { role: 'a novelist', goal: 'You write.', passage: 'Gesa waits.', words: '20', wish: '' };
  const { messages, receipt } = await assemblePrompt({ ...order(1400, [plot, recent]), template, values });
  expect(receipt.items.map(({ title, state }) => [title, state])).toEqual([['So far', 'included']]);
  expect(JSON.stringify(messages)).not.toContain('The premise');
});
