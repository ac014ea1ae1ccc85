// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { writeInto } from '../../../../../src-renderer/features/crew/text-writer.ts';

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));

test('text that comes in pieces stands as it would if it had come at once, and nothing that stood is made anew', async () => {
  const text = 'One went.\nA line.\n\nTwo stayed.\n\n***\n\nThree slept.';
  const whole = document.createElement('div');
  writeInto(whole).reset(text);
  const element = document.createElement('div');
  const writer = writeInto(element);
  writer.reset('');
  let first: Element | null = null;
  for (const piece of text.match(/.{1,3}/gsu) ?? []) {
    writer.append(piece);
    await frame();
    first ??= element.firstElementChild;
    expect(element.firstElementChild).toBe(first);
  }
  expect(element.innerHTML).toBe(whole.innerHTML);
  expect([...element.children].map(({ tagName }) => tagName)).toEqual(['P', 'P', 'HR', 'P']);
});

test('many pieces within a frame are drawn once, and none is lost', async () => {
  const element = document.createElement('div');
  const writer = writeInto(element);
  let drawn = 0;
  new MutationObserver(() => (drawn += 1)).observe(element, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  for (let at = 0; at < 200; at++) writer.append(`${at} `);
  await frame();
  await frame();
  expect(element.textContent?.trim().split(' ')).toHaveLength(200);
  expect(drawn).toBe(1);
});

test('a text set anew takes the place of what stood', () => {
  const element = document.createElement('div');
  const writer = writeInto(element);
  writer.reset('Old.');
  writer.append(' more');
  writer.reset('New.');
  expect(element.textContent).toBe('New.');
});
