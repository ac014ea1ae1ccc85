import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import models from '../../resources/models.json' with { type: 'json' };
import { buildEmbeddingModel } from '../../scripts/models/build-embedding-model.ts';
import { findCorrupt } from '../../src-main/services/pinned-files.ts';

const target = mkdtempSync(join(tmpdir(), 'fabula-build-'));
afterAll(() => rmSync(target, { recursive: true, force: true }));

const { source, files } = models.embedding;
const weights = resolve('node_modules', source.package, source.folder);

test('the package holds the weights that were looked at when the checksums were pinned', async () => {
  expect(await findCorrupt(weights, source.files)).toBeNull();
});

test('building gives the pinned bytes: vectors of two machines can be compared', async () => {
  buildEmbeddingModel(weights, target);
  expect(await findCorrupt(target, files)).toBeNull();
});
