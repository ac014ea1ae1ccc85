import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseLore, parseLoreFiles } from '../../../../src-main/services/importers/parse-lore.ts';
import { AppError } from '../../../../src-shared/errors.ts';
import { temporaryFolder } from '../../../helpers/novel-file.ts';

function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

async function codeOf(...paths: string[]): Promise<string> {
  const thrown = await parseLore(paths).then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof AppError ? thrown.code : 'nothing was refused';
}

const mara = '# Mara\nA keeper.';

describe('encodings', () => {
  test('UTF-16 in both orders and UTF-8 with a mark give the same text', async () => {
    const little = Buffer.from(`\ufeff${mara}`, 'utf16le');
    const folder = folderWith({
      '1.md': little,
      '2.md': Buffer.from(little).swap16(),
      '3.md': `\ufeff${mara}`,
      '4.md': mara.replaceAll('\n', '\r\n'),
    });
    const files = await parseLore([folder]);
    expect(files.map(({ entries }) => [entries[0]?.title, entries[0]?.body])).toEqual(
      Array.from({ length: 4 }, () => ['Mara', 'A keeper.']),
    );
  });

  test('a picture called .md, broken UTF-8 and UTF-16 without a mark are refused and not read as noise', async () => {
    for (const bytes of [
      Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
      Buffer.from([0x4d, 0xff, 0xfe, 0x61]),
      Buffer.from(mara, 'utf16le'),
    ])
      expect(await codeOf(folderWith({ 'a.md': bytes }))).toBe('IMPORT_NOT_TEXT');
  });
});

describe('folders', () => {
  test('hidden files, programs’ folders and pictures are left out; the rest comes in order', async () => {
    const folder = folderWith({
      'places/mill.md': 'A mill.',
      'characters/mara.md': mara,
      'notes.txt': 'Title: The flood\n\nIt rained.',
      '.obsidian/app.json': '{}',
      'node_modules/x/readme.md': '# X\nx',
      'map.png': 'x',
    });
    const files = await parseLore([folder]);
    expect(files.map(({ path }) => path)).toEqual(['characters/mara.md', 'notes.txt', 'places/mill.md']);
    expect(files.flatMap(({ entries }) => entries.map(({ title, kind }) => `${kind} ${title}`))).toEqual([
      'character Mara',
      'note The flood',
      'place mill',
    ]);
  });

  test('a link that leads back up does not run for ever', async () => {
    const folder = folderWith({ 'a/mara.md': mara });
    symlinkSync(folder, join(folder, 'a', 'up'));
    symlinkSync(join(folder, 'self'), join(folder, 'self'));
    expect(await parseLore([folder])).toHaveLength(1);
  });

  test('nothing there, nothing in it, and nothing readable are each said', async () => {
    expect(await codeOf('/nowhere/at/all')).toBe('IMPORT_NOT_FOUND');
    expect(await codeOf(folderWith({}))).toBe('IMPORT_EMPTY');
    expect(await codeOf(folderWith({ 'map.png': 'x' }))).toBe('IMPORT_EMPTY');
    expect(await codeOf(join(folderWith({ 'map.png': 'x' }), 'map.png'))).toBe('IMPORT_UNKNOWN_FORMAT');
  });

  test('one faulty file among good ones refuses them all and is named', async () => {
    const folder = folderWith({ 'a.md': mara, 'b.md': '---\npriority: very\n---\nx' });
    await expect(parseLore([folder])).rejects.toMatchObject({
      code: 'IMPORT_INVALID',
      data: { path: 'b.md', field: 'priority' },
    });
  });

  test('a file of 50 MB is refused by its size, without being read', async () => {
    const folder = folderWith({ 'big.md': 'x' });
    truncateSync(join(folder, 'big.md'), 50 * 1024 * 1024); // all zero: reading it would say "not text"
    expect(await codeOf(folder)).toBe('IMPORT_TOO_LARGE');
    expect(await codeOf(join(folder, 'big.md'))).toBe('IMPORT_TOO_LARGE');
  });
});

test('files read beside each other come back in their order, a bad one with its error', async () => {
  const names = Array.from({ length: 30 }, (_, at) => `${at}.md`);
  const folder = folderWith(
    Object.fromEntries(names.map((name, at) => [name, at === 11 ? new Uint8Array([0xff]) : mara])),
  );
  const files = [...names, 'gone.md'].map((path) => ({ path, absolute: join(folder, path) }));
  const read = [];
  while (read.length < files.length) read.push(...(await parseLoreFiles(files.slice(read.length))));
  expect(read.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
  const faults = read.flatMap((file) => ('error' in file ? [[file.path, file.error.code]] : []));
  expect(faults).toEqual([
    ['11.md', 'IMPORT_NOT_TEXT'],
    ['gone.md', 'IMPORT_NOT_FOUND'],
  ]);
});
