import { copyFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openModel } from '../../../agents/model/open-model.ts';
import { languageModelFile } from '../../../src-main/services/paths.ts';
import { ggufFile } from '../../helpers/gguf-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'fabula-models-'));
afterAll(() => rmSync(folder, { recursive: true }));

function open(file: string) {
  return openModel({ provider: 'embedded', file, contextTokens: 2048, threads: { writing: 1, reading: 1 } });
}

test.each([
  ['its last byte', 1],
  ['its second half', 49_181_216],
  ['all but its header', 98_362_432 - 3_000_000],
  ['all but the beginning of its header', 98_362_432 - 10_000],
])('the model without %s is refused, and native code never sees it', async (_, bytes) => {
  const copy = join(folder, 'short.gguf');
  copyFileSync(languageModelFile(), copy);
  truncateSync(copy, 98_362_432 - bytes);
  await expect(open(copy)).rejects.toMatchObject({
    code: 'MODEL_FILE_INVALID',
    data: { reason: expect.stringMatching(/cut short|^reason\.gguf-claims$/) as string },
  });
});

test('a well-formed file that holds no model fails to load, with words', async () => {
  const file = join(folder, 'empty.gguf');
  writeFileSync(file, ggufFile());
  await expect(open(file)).rejects.toMatchObject({
    code: 'MODEL_LOAD_FAILED',
    data: { model: 'embedded/empty' },
  });
});

test('noise behind the right first letters is refused', async () => {
  const file = join(folder, 'noise.gguf');
  writeFileSync(file, Buffer.concat([Buffer.from('GGUF\x03\0\0\0'), Buffer.alloc(100_000, 0x5a)]));
  await expect(open(file)).rejects.toMatchObject({ code: 'MODEL_FILE_INVALID' });
});

test('a model that is not there is named', async () => {
  const file = join(folder, 'nowhere.gguf');
  await expect(open(file)).rejects.toMatchObject({ code: 'MODEL_FILE_MISSING', data: { path: file } });
});
