import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAutosave } from '../../../../../src-renderer/features/manuscript/autosave.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An editor whose text is a number that grows with every key, and a file that saves take time to reach. */
function deskOf({ saveMs = 20 } = {}) {
  const desk = { text: 0, saved: 0, told: [] as string[], lost: 0, failing: false, mayRetry: true };
  const autosave = createAutosave({
    save: async () => {
      const { text } = desk;
      await new Promise((resolve) => setTimeout(resolve, saveMs));
      if (desk.failing) throw new Error('full');
      desk.saved = text;
    },
    tell: (state) => {
      desk.told.push(state);
      if (state === 'saved' && desk.saved !== desk.text) desk.lost++;
    },
    mayRetry: () => desk.mayRetry,
  });
  const key = (): void => {
    desk.text++;
    autosave.changed();
  };
  return { desk, autosave, key };
}

test('a second after the last key the words are saved, and only then called saved', async () => {
  const { desk, key } = deskOf();
  key();
  await vi.advanceTimersByTimeAsync(990);
  expect(desk.told).toEqual(['unsaved']);
  await vi.advanceTimersByTimeAsync(50);
  expect(desk.told).toEqual(['unsaved', 'saving', 'saved']);
  expect(desk.saved).toBe(1);
});

test('while typing goes on, what is not saved is never older than three seconds', async () => {
  const { desk, key } = deskOf();
  let oldest = 0;
  const typedAt = new Map<number, number>();
  for (let time = 0; time < 20_000; time += 100) {
    key();
    typedAt.set(desk.text, Date.now());
    await vi.advanceTimersByTimeAsync(100);
    oldest = Math.max(oldest, Date.now() - (typedAt.get(desk.saved + 1) ?? Date.now()));
  }
  expect(oldest).toBeLessThan(3000);
  expect(desk.lost).toBe(0);
});

test('words typed while a save is under way are not called saved by it', async () => {
  const { desk, key } = deskOf({ saveMs: 500 });
  key();
  await vi.advanceTimersByTimeAsync(1200);
  key();
  await vi.advanceTimersByTimeAsync(400);
  expect(desk.told).toEqual(['unsaved', 'saving', 'unsaved']);
  await vi.advanceTimersByTimeAsync(5000);
  expect([desk.told.at(-1), desk.saved, desk.lost]).toEqual(['saved', 2, 0]);
});

test('a flush during a save waits for it and saves the rest', async () => {
  const { desk, autosave, key } = deskOf({ saveMs: 300 });
  key();
  const first = autosave.flush();
  key();
  const second = autosave.flush();
  await vi.advanceTimersByTimeAsync(2000);
  await Promise.all([first, second]);
  expect(desk.saved).toBe(2);
});

test('a failed save says so, is tried again by itself, and heals', async () => {
  const { desk, autosave, key } = deskOf();
  desk.failing = true;
  key();
  await vi.advanceTimersByTimeAsync(1100);
  expect(desk.told.at(-1)).toBe('failed');
  expect(autosave.isDirty()).toBe(true);
  key();
  desk.failing = false;
  await vi.advanceTimersByTimeAsync(4100);
  expect([desk.told.at(-1), desk.saved]).toEqual(['saved', 2]);
});

test('a failure that needs the writer is not retried over their head, and a flush still throws it', async () => {
  const { desk, autosave, key } = deskOf();
  desk.failing = true;
  desk.mayRetry = false;
  key();
  await vi.advanceTimersByTimeAsync(1100);
  desk.failing = false;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(desk.saved).toBe(0);
  await expect(autosave.flush()).rejects.toThrow('full');
  autosave.release();
  autosave.changed();
  await vi.advanceTimersByTimeAsync(5000);
  expect(desk.saved).toBe(1);
});
