import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import models from '../resources/models.json' with { type: 'json' };
import { embeddingModelFolder, languageModelFile, modelCacheFolder } from '../src-main/services/paths.ts';
import { makeEmbeddingModel } from './models/make-embedding-model.ts';
import { makeLanguageModel } from './models/make-language-model.ts';
import { removeAbandonedWork } from './models/into-place.ts';
import { say, SetUpFailed } from './models/say.ts';

interface ReadyFile {
  readonly model: 'embedding' | 'language';
  readonly path: string;
  readonly bytes: number;
}

/**
 * `set-up-models.ts all|wanted|embedding RESULT [--verify] [--model-file FILE]`: makes the models that are missing
 * and writes to RESULT which files stand for them. With `wanted` a language model that cannot be had is no failure.
 */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { verify: { type: 'boolean', default: false }, 'model-file': { type: 'string' } },
  });
  const [needs = 'all', result] = positionals;
  const { verify, 'model-file': modelFile } = values;
  removeAbandonedWork(modelCacheFolder());
  await makeEmbeddingModel({ verify });
  const ready: ReadyFile[] = models.embedding.files.map(({ name, bytes }) => ({
    model: 'embedding',
    path: join(embeddingModelFolder(), name),
    bytes,
  }));
  if (needs !== 'embedding') {
    const bytes = await makeLanguageModel({ verify, modelFile }).catch((error: unknown) => {
      if (needs !== 'wanted' || !(error instanceof SetUpFailed)) throw error;
      say(`${error.message}\nGoing on without the built-in language model.`);
      return null;
    });
    if (bytes !== null) ready.push({ model: 'language', path: languageModelFile(), bytes });
  }
  if (result !== undefined) writeFileSync(result, JSON.stringify(ready));
  return 0;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    const isUsage =
      error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    say(error instanceof SetUpFailed || isUsage ? error.message : String(error));
    process.exitCode = isUsage ? 2 : 1;
  },
);
