import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { downloadFile, type WantedFile } from '../../../../src-main/services/downloads/download-file.ts';
import { startFileServer, type FileServerOptions } from '../../../helpers/file-server.ts';
import { temporaryFolder } from '../../../helpers/novel-file.ts';
import { fillDisk, smallDisk } from '../../../helpers/small-disk.ts';

const bytes = randomBytes(700_000);
const sha256 = (of: Buffer): string => createHash('sha256').update(of).digest('hex');
const times = { idleMs: 2_000, pauseMs: 5, attempts: 3 };

async function setUp(server: Partial<FileServerOptions> = {}, file: Partial<WantedFile> = {}) {
  const host = await startFileServer({ bytes, ...server });
  onTestFinished(() => host.close());
  const target = join(temporaryFolder(), 'model.gguf');
  const wanted: WantedFile = { url: host.url, target, bytes: bytes.length, sha256: sha256(bytes), ...file };
  const seen: number[] = [];
  const get = (signal = new AbortController().signal) =>
    downloadFile(wanted, { signal, times, onProgress: (done) => seen.push(done), onCheck: () => undefined });
  return { host, wanted, target: wanted.target, part: `${wanted.target}.part`, get, seen };
}

test('a whole file comes, with its progress, and no part of it stays behind', async () => {
  const { get, target, part, seen } = await setUp();
  await get();
  expect(readFileSync(target).equals(bytes)).toBe(true);
  expect([seen[0], seen.at(-1)]).toEqual([0, bytes.length]);
  expect([existsSync(part), existsSync(`${part}.json`)]).toEqual([false, false]);
});

test('a connection that breaks again and again is taken up where it broke, not from the start', async () => {
  const { get, host, target } = await setUp({ cutAfter: (request) => (request < 3 ? 150_000 : null) });
  await get();
  expect(readFileSync(target).equals(bytes)).toBe(true);
  expect(host.ranges[0]).toBeNull();
  const starts = host.ranges.slice(1).map((range) => Number(/\d+/.exec(range ?? '')?.[0]));
  expect(starts).toHaveLength(3);
  expect(starts.every((start, at) => start > (starts[at - 1] ?? 0))).toBe(true);
});

test('after a pause and a new start of the program it goes on with what had come', async () => {
  const { get, host, part, target } = await setUp({ delay: 10 });
  const stop = new AbortController();
  const first = get(stop.signal);
  await expect.poll(() => (existsSync(part) ? statSync(part).size : 0)).toBeGreaterThan(100_000);
  stop.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  const kept = statSync(part).size;
  expect(kept).toBeLessThan(bytes.length);
  await get();
  expect(host.ranges.at(-1)).toBe(`bytes=${kept}-`);
  expect(readFileSync(target).equals(bytes)).toBe(true);
});

test('a file that changed on the host meanwhile is begun anew: two halves of two files are never joined', async () => {
  const other = randomBytes(bytes.length);
  const { get, host, target, part } = await setUp({ delay: 10 }, { sha256: sha256(other) });
  const stop = new AbortController();
  const first = get(stop.signal);
  await expect.poll(() => (existsSync(part) ? statSync(part).size : 0)).toBeGreaterThan(100_000);
  stop.abort();
  await first.catch(() => undefined);
  host.change(other);
  await get();
  expect(readFileSync(target).equals(other)).toBe(true);
});

test('a host without ranges gives the whole again, and it is not written behind what was there', async () => {
  const { get, target } = await setUp({
    hasRanges: false,
    cutAfter: (request) => (request < 1 ? 200_000 : null),
  });
  await get();
  expect(readFileSync(target).equals(bytes)).toBe(true);
});

test('a wrong checksum throws the file away, so that the next try does not build on it', async () => {
  const { get, target, part } = await setUp({}, { sha256: 'a'.repeat(64) });
  await expect(get()).rejects.toMatchObject({ code: 'DOWNLOAD_DAMAGED' });
  expect([existsSync(target), existsSync(part)]).toEqual([false, false]);
});

test('without a known checksum the one that the host links is held to', async () => {
  const good = await setUp({ linksChecksum: sha256(bytes) }, { sha256: null, bytes: null });
  await good.get();
  expect(readFileSync(good.target).equals(bytes)).toBe(true);
  const bad = await setUp({ linksChecksum: 'b'.repeat(64) }, { sha256: null, bytes: null });
  await expect(bad.get()).rejects.toMatchObject({ code: 'DOWNLOAD_DAMAGED' });
  expect(existsSync(bad.target)).toBe(false);
});

test('a file of another size than the known one is refused before a byte is written', async () => {
  const { get, part } = await setUp({}, { bytes: bytes.length + 1 });
  await expect(get()).rejects.toMatchObject({ code: 'DOWNLOAD_CHANGED' });
  expect(existsSync(part)).toBe(false);
});

test('a host that is silent for too long, or not there, is given up with what came kept', async () => {
  const { get, host } = await setUp();
  await host.close();
  await expect(get()).rejects.toMatchObject({ code: 'DOWNLOAD_CUT' });
});

test('a disk without room is told before the first byte, and a disk that fills up keeps what came', async () => {
  const folder = smallDisk(2);
  if (folder === null) return; // only root may mount one
  const large = await setUp(
    { bytes: randomBytes(3_000_000) },
    { bytes: 3_000_000, target: join(folder, 'a') },
  );
  await expect(large.get()).rejects.toMatchObject({ code: 'DOWNLOAD_NO_ROOM' });
  const { get, part, target } = await setUp({ delay: 15 }, { target: join(folder, 'b') });
  const running = get();
  await expect.poll(() => (existsSync(part) ? statSync(part).size : 0)).toBeGreaterThan(60_000);
  const free = fillDisk(folder, 0);
  await expect(running).rejects.toMatchObject({ code: 'DOWNLOAD_NO_ROOM' });
  expect(statSync(part).size).toBeGreaterThan(60_000);
  free();
  await get();
  expect(readFileSync(target).equals(bytes)).toBe(true);
});

test('a part that belongs to another address is not gone on with', async () => {
  const { get, host, part, target } = await setUp();
  writeFileSync(part, randomBytes(1000));
  writeFileSync(`${part}.json`, JSON.stringify({ url: 'http://else', etag: '"x"', total: 5, sha256: null }));
  await get();
  expect(host.ranges).toEqual([null]);
  expect(readFileSync(target).equals(bytes)).toBe(true);
});
