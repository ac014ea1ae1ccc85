import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checkGguf } from '../../../../agents/model/gguf-header.ts';
import { describeError } from '../../../../src-main/services/words.ts';
import type { AppError } from '../../../../src-shared/errors.ts';
import { ggufFile, numberEntry, tensor, textEntry, textsEntry } from '../../../helpers/gguf-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'fabula-gguf-'));
afterAll(() => rmSync(folder, { recursive: true }));

function check(bytes: Buffer) {
  const path = join(folder, 'model.gguf');
  writeFileSync(path, bytes);
  return checkGguf(path);
}

const huge = 2n ** 60n;
const entries = [textEntry('general.architecture', 'llama'), numberEntry('llama.context_length', 8192)];

describe('a model file that is none is refused with a reason', () => {
  test.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /too short/],
    [
      'a text file',
      Buffer.from('Call me Ishmael. Some years ago, never mind how long'),
      /does not begin like/,
    ],
    ['another format with the right first letters', ggufFile({ magic: 'GGML' }), /does not begin like/],
    ['a version from the future', ggufFile({ version: 9 }), /version 9/],
    ['a big-endian file', ggufFile({ version: 0x03000000 }), /version/],
    ['a count of tensors no model has', ggufFile({ tensorCount: huge }), /cannot be/],
    ['a count of entries no model has', ggufFile({ entryCount: huge }), /cannot be/],
    ['a string longer than the file', ggufFile({ entries: [Buffer.alloc(8, 0x7f)] }), /claims more than/],
    [
      'a list longer than the file',
      ggufFile({ entries: [textsEntry('a', ['b'], huge)] }),
      /claims more than/,
    ],
    [
      'a kind of value that does not exist',
      ggufFile({
        entries: [Buffer.concat([textEntry('a', 'b').subarray(0, 9), Buffer.from([99, 0, 0, 0])])],
      }),
      /kind 99/,
    ],
    ['a tensor of no dimensions', ggufFile({ tensors: [tensor('t', [], 0)] }), /0 dimensions/],
    ['a tensor of impossible size', ggufFile({ tensors: [tensor('t', [huge, huge], 0)] }), /impossible size/],
    ['a file cut short in its header', ggufFile({ entries }).subarray(0, 60), /cut short/],
    ['a file cut short by one byte', ggufFile({ entries, dataBytes: 71 }), /cut short.*bytes and needs/],
  ])('%s', async (_, bytes, reason) => {
    const error: unknown = await check(bytes).catch((thrown: unknown) => thrown);
    expect((error as AppError).code).toBe('MODEL_FILE_INVALID');
    expect(describeError(error)).toMatch(reason);
  });

  test('a path where nothing is', async () => {
    await expect(checkGguf(join(folder, 'nowhere.gguf'))).rejects.toMatchObject({
      code: 'MODEL_FILE_MISSING',
    });
  });

  test('a folder', async () => {
    await expect(checkGguf(folder)).rejects.toMatchObject({ code: 'MODEL_FILE_INVALID' });
  });
});

test('a whole file is accepted and says what it was trained for', async () => {
  const file = ggufFile({ entries: [...entries, textsEntry('tokenizer.ggml.tokens', ['a', 'bc', 'ü'])] });
  expect(await check(file)).toMatchObject({
    architecture: 'llama',
    trainedTokens: 8192,
    tensors: 1,
    bytesNeeded: file.length,
  });
});

test('a header longer than the first read is read on', async () => {
  const words = Array.from({ length: 200_000 }, (_, at) => `token-number-${at}-with-some-length`);
  const file = ggufFile({ entries: [textsEntry('tokenizer.ggml.tokens', words), ...entries] });
  expect(file.length).toBeGreaterThan(6_000_000);
  expect(await check(file)).toMatchObject({ trainedTokens: 8192 });
});

test('a tensor of a kind not known here does not refuse the file', async () => {
  expect(await check(ggufFile({ entries, tensors: [tensor('t', [32], 77)] }))).toMatchObject({ tensors: 1 });
});
