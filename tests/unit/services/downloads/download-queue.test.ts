import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDownloadQueue } from '../../../../src-main/services/downloads/download-queue.ts';
import type { Download } from '../../../../src-shared/domain/local-models.ts';
import { startFileServer } from '../../../helpers/file-server.ts';
import { temporaryFolder } from '../../../helpers/novel-file.ts';

const bytes = randomBytes(600_000);
const sha256 = createHash('sha256').update(bytes).digest('hex');
const times = { idleMs: 2_000, pauseMs: 5, attempts: 2 };

async function setUp() {
  const host = await startFileServer({ bytes, delay: 10 });
  onTestFinished(() => host.close());
  const folder = temporaryFolder();
  const item = (id: string) => ({
    id,
    files: [{ url: host.url, target: join(folder, id), bytes: bytes.length, sha256 }],
  });
  const items = [item('a'), item('b')];
  const told: (readonly Download[])[] = [];
  const ready: string[] = [];
  const open = async () => {
    const queue = await createDownloadQueue({
      items,
      times,
      onChange: (list) => told.push(list),
      onReady: (id) => ready.push(id),
    });
    onTestFinished(() => queue.close());
    return queue;
  };
  const stateOf = (list: readonly Download[], id: string) => list.find((each) => each.id === id)?.state;
  return { host, folder, item, told, ready, open, stateOf };
}

test('one is fetched at a time, in the order they were asked for', async () => {
  const { open, item, told, ready, stateOf } = await setUp();
  const queue = await open();
  queue.start(item('a'));
  queue.start(item('b'));
  await expect.poll(() => ready, { timeout: 10_000 }).toEqual(['a', 'b']);
  const busy = (state: string | undefined): boolean => state === 'running' || state === 'checking';
  expect(told.some((list) => busy(stateOf(list, 'a')) && busy(stateOf(list, 'b')))).toBe(false);
  expect(queue.list().map(({ state, done }) => [state, done])).toEqual([
    ['ready', bytes.length],
    ['ready', bytes.length],
  ]);
});

test('what was half there when the program ended waits, paused, until it is gone on with', async () => {
  const { open, item, host, folder, ready, stateOf } = await setUp();
  const queue = await open();
  queue.start(item('a'));
  await expect.poll(() => queue.list()[0]?.done ?? 0).toBeGreaterThan(100_000);
  await queue.close();
  const asked = host.ranges.length;

  const next = await open();
  expect(stateOf(next.list(), 'a')).toBe('paused');
  expect(next.list()[0]?.done).toBeGreaterThan(100_000);
  expect(host.ranges).toHaveLength(asked); // nothing is fetched that was not asked for
  next.start(item('a'));
  await expect.poll(() => ready, { timeout: 10_000 }).toEqual(['a']);
  expect(host.ranges.at(-1)).toMatch(/^bytes=\d+-$/);
  expect(readFileSync(join(folder, 'a')).equals(bytes)).toBe(true);
});

test('a paused one lets the next begin, and a removed one leaves nothing on the disk', async () => {
  const { open, item, folder, ready, stateOf } = await setUp();
  const queue = await open();
  queue.start(item('a'));
  queue.start(item('b'));
  await expect.poll(() => queue.list()[0]?.done ?? 0).toBeGreaterThan(0);
  queue.pause('a');
  await expect.poll(() => ready, { timeout: 10_000 }).toEqual(['b']);
  expect(stateOf(queue.list(), 'a')).toBe('paused');
  await queue.remove(item('a'));
  await queue.remove(item('b'));
  expect(queue.list()).toEqual([]);
  expect(['a', 'a.part', 'a.part.json', 'b'].map((name) => existsSync(join(folder, name)))).toEqual([
    false,
    false,
    false,
    false,
  ]);
});
