import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import models from '../../resources/models.json' with { type: 'json' };
import { embeddingModelFolder } from '../../src-main/services/paths.ts';
import { buildEmbeddingModel } from './build-embedding-model.ts';
import { findCorrupt, haveSizes } from '../../src-main/services/pinned-files.ts';
import { makeIntoPlace } from './into-place.ts';
import { say, SetUpFailed } from './say.ts';

const { files, source } = models.embedding;

/** Builds the embedding model from its npm package if it is missing or, when asked to verify, if it is damaged. */
export async function makeEmbeddingModel({ verify }: { verify: boolean }): Promise<void> {
  const folder = embeddingModelFolder();
  if (haveSizes(folder, files)) {
    if (!verify) return;
    const corrupt = await findCorrupt(folder, files);
    if (corrupt === null) return say(`Embedding model: checksums are right (${folder})`);
    say(`Embedding model: ${corrupt} is damaged and is built again.`);
  }
  say('Building the embedding model (23 MB; a few seconds) ...');
  await makeIntoPlace({ folder, files, make: build });
  say(`Embedding model: ready (${folder})`);
}

async function build(target: string): Promise<void> {
  // The package's own entry point stands one folder below its root.
  const entry = dirname(fileURLToPath(import.meta.resolve(source.package)));
  const weights = join(entry, '..', source.folder);
  const corrupt = await findCorrupt(weights, source.files);
  if (corrupt !== null)
    throw new SetUpFailed(
      `${corrupt} of the package ${source.package} has not the expected checksum. Remove node_modules and run the set-up again.`,
    );
  buildEmbeddingModel(weights, target);
}
