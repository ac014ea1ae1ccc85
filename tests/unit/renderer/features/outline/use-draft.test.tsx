// @vitest-environment jsdom
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useDraft, type Draft } from '../../../../../src-renderer/features/outline/use-draft.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
let root: Root;
let draft: Draft;
const saved: string[] = [];

function Field({ stored, afterMs }: { stored: string; afterMs?: number }): ReactNode {
  draft = useDraft({ stored, save: (text) => saved.push(text), ...(afterMs ? { afterMs } : {}) });
  return draft.text;
}

const show = (stored: string, afterMs?: number) =>
  act(() => root.render(<Field stored={stored} {...(afterMs ? { afterMs } : {})} />));
const type = (text: string) => act(() => draft.type(text));

beforeEach(() => {
  vi.useFakeTimers();
  root = createRoot(document.createElement('div'));
  saved.length = 0;
});
afterEach(() => vi.useRealTimers());

test('what was typed is kept when the field is left, once', () => {
  show('old');
  type('new');
  act(() => draft.keep());
  act(() => draft.keep());
  expect(saved).toEqual(['new']);
});

test('a field that goes away with the writer still in it loses nothing', () => {
  show('old');
  type('new');
  act(() => root.unmount());
  expect(saved).toEqual(['new']);
});

test('a field left as it was saves nothing', () => {
  show('old');
  type('old');
  act(() => draft.keep());
  act(() => root.unmount());
  expect(saved).toEqual([]);
});

test('a number that is stepped ten times is saved once, after a pause', () => {
  show('1', 800);
  for (let at = 2; at <= 11; at++) type(String(at));
  act(() => void vi.advanceTimersByTime(799));
  expect(saved).toEqual([]);
  act(() => void vi.advanceTimersByTime(1));
  expect(saved).toEqual(['11']);
});

test('what main stored meanwhile is shown where nothing is being typed, and never over what is', () => {
  show('old');
  show('theirs');
  expect(draft.text).toBe('theirs');
  type('mine');
  show('theirs again');
  expect(draft.text).toBe('mine');
});
