import { expect, test } from 'vitest';
import { openGrammarLine } from '../../../src-main/services/grammar-line.ts';

test('the checker answers from its thread, each question with its own faults, and holds nobody up', async () => {
  const line = openGrammarLine();
  let turns = 0;
  const timer = setInterval(() => turns++, 10);
  try {
    const options = { language: 'en-US', words: ['Wittmer'] };
    const [first, second] = await Promise.all([
      line.check(['They was late.', 'Wittmer waited.'], options),
      line.check(['He definately knew it.'], options),
    ]);
    expect(first?.map((faults) => faults.map(({ kind }) => kind))).toEqual([['Agreement'], []]);
    expect(second?.[0]?.[0]?.suggestions[0]).toBe('definitely');
    expect(turns).toBeGreaterThan(5); // setting it up takes seconds
  } finally {
    clearInterval(timer);
    await line.close();
  }
});

test('a line that was closed starts another thread, and another language needs none', async () => {
  const line = openGrammarLine();
  expect(await line.check(['Ia berjalan.'], { language: 'id', words: [] })).toBeNull();
  const lost = expect(line.check(['They was late.'], { language: 'en', words: [] })).rejects.toThrow();
  await line.close();
  await lost;
  expect(await line.check(['They was late.'], { language: 'en', words: [] })).toHaveLength(1);
  await line.close();
});
