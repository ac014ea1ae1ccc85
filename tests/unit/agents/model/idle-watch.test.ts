import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { watchIdle } from '../../../../agents/model/idle-watch.ts';

const ringing = (signal: AbortSignal) =>
  new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve('rang')));

test('a wait that lasts too long rings, though its timer was set for an earlier one', async () => {
  const watch = watchIdle(60);
  const rang = ringing(watch.signal);
  watch.start();
  await wait(30);
  watch.stop();
  watch.start();
  expect(await Promise.race([rang, wait(2000, 'silent')])).toBe('rang');
});

test('a shorter wait rings before the longer one that was begun earlier', async () => {
  const watch = watchIdle(60_000);
  const rang = ringing(watch.signal);
  watch.start();
  watch.start(20);
  expect(await Promise.race([rang, wait(2000, 'silent')])).toBe('rang');
});

test('nothing rings while nobody waits', async () => {
  const watch = watchIdle(20);
  watch.start();
  watch.stop();
  await wait(120);
  watch.close();
  expect(watch.signal.aborted).toBe(false);
});
