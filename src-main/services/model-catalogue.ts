import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import packaged from '../../resources/model-catalogue.json' with { type: 'json' };
import models from '../../resources/models.json' with { type: 'json' };
import type { CatalogueModel } from '../../src-shared/domain/local-models.ts';
import type { DownloadItem } from './downloads/download-queue.ts';
import { fitModel } from './model-fit.ts';
import { embeddingFolders, modelCacheFolder } from './paths.ts';

/** The catalogue's name of the embedding model for other languages than English. */
export const multilingualId = 'multilingual-e5-small';

const Catalogue = z.object({
  host: z.url(),
  models: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      file: z.string(),
      path: z.string(),
      bytes: z.int(),
      sha256: z.string().nullish(), // unknown: then the checksum that the host names with the file is taken
      licence: z.string(),
      licencePage: z.url(),
      page: z.url(),
      kvBytesPerToken: z.int(),
      trainedTokens: z.int(),
    }),
  ),
});

/**
 * What can be fetched. Tests fetch smaller models by a list that `FABULA_CATALOGUE` names, under ids of the packaged one: the
 * window has words for those.
 */
function readCatalogue(): z.infer<typeof Catalogue> {
  const { FABULA_CATALOGUE: other = '' } = process.env;
  return Catalogue.parse(other === '' ? packaged : JSON.parse(readFileSync(other, 'utf8')));
}

const catalogue = readCatalogue();

/** The host that models come from unless the writer names a mirror of it. */
export const usualHost = catalogue.host;

/** Where fetched and copied language models lie. */
export function modelsFolder(): string {
  return join(modelCacheFolder(), 'language');
}

/** What can be fetched, with how it would run in so much memory. */
export function listCatalogue(memory: number): readonly CatalogueModel[] {
  const { multilingual } = models;
  const language = catalogue.models.map((model): CatalogueModel => {
    const { id, name, bytes, licence, licencePage, page, kvBytesPerToken, trainedTokens } = model;
    return {
      id,
      name,
      kind: 'language',
      bytes,
      licence,
      licencePage,
      page,
      isPinned: typeof model.sha256 === 'string',
      file: join(modelsFolder(), model.file),
      fit: fitModel({ bytes, cacheBytesPerToken: kvBytesPerToken, trainedTokens }, memory),
    };
  });
  const search: CatalogueModel = {
    id: multilingualId,
    name: 'multilingual-e5-small',
    kind: 'embedding',
    bytes: multilingual.files.reduce((sum, { bytes }) => sum + bytes, 0),
    licence: multilingual.licence,
    licencePage: 'https://opensource.org/license/mit',
    page: multilingual.page,
    isPinned: true,
    file: null,
    fit: null,
  };
  return [...language, search];
}

/** The files of everything that can be fetched, from the usual host or from a mirror of it. */
export function listItems(mirror = ''): readonly DownloadItem[] {
  const host = (mirror === '' ? usualHost : mirror).replace(/\/+$/, '');
  const language = catalogue.models.map((model) => ({
    id: model.id,
    files: [
      {
        url: `${host}/${model.path}`,
        target: join(modelsFolder(), model.file),
        bytes: model.bytes,
        sha256: model.sha256 ?? null,
      },
    ],
  }));
  const search = models.multilingual.files.map(({ name, bytes, sha256 }) => ({
    url: `${host}/${models.multilingual.path}/${name}`,
    target: join(embeddingFolders().multilingual, name),
    bytes,
    sha256,
  }));
  return [...language, { id: multilingualId, files: search }];
}
