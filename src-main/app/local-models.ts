import { copyFile, mkdir, rm, stat } from 'node:fs/promises';
import { existsSync, statfsSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { checkGguf } from '../../agents/model/gguf-header.ts';
import { ImportedModel, type LocalModels, type LookedAtModel } from '../../src-shared/domain/local-models.ts';
import { AppError } from '../../src-shared/errors.ts';
import { getSetting, setSetting } from '../db/app-database.ts';
import type { Db } from '../db/connection.ts';
import {
  createDownloadQueue,
  type DownloadItem,
  type DownloadQueue,
} from '../services/downloads/download-queue.ts';
import { freePath } from '../novels/free-path.ts';
import {
  listCatalogue,
  listItems,
  modelsFolder,
  multilingualId,
  usualHost,
} from '../services/model-catalogue.ts';
import { fitModel } from '../services/model-fit.ts';
import type { App } from './app.ts';
import { renewEmbedding } from './embedding.ts';

const importedSetting = 'imported-models';
const mirrorSetting = 'model-mirror';
const Imported = z.array(ImportedModel).readonly();

const queues = new WeakMap<App, Promise<DownloadQueue>>();

/** The downloads of the running app; what an earlier start left half is found again. */
function queueOf(app: App): Promise<DownloadQueue> {
  const known = queues.get(app);
  if (known) return known;
  const queue = createDownloadQueue({
    items: listItems(mirrorOf(app.db)),
    onChange: (downloads) => app.emit('localModels.downloads', downloads),
    onReady: (id) => {
      app.log.info('model-fetched', { id });
      if (id === multilingualId) renewEmbedding(app);
    },
  });
  queues.set(app, queue);
  return queue;
}

/** Everything the settings show about models on this machine. */
export async function getLocalModels(app: App): Promise<LocalModels> {
  const queue = await queueOf(app);
  const folder = modelsFolder();
  return {
    machine: { memory: totalmem(), freeMemory: freemem(), freeDisk: freeDiskOf(folder), folder },
    catalogue: listCatalogue(totalmem()),
    downloads: queue.list(),
    imported: listImported(app.db),
    host: usualHost,
    mirror: mirrorOf(app.db),
  };
}

/** Begins to fetch a model, or goes on with it. Throws INPUT_INVALID for one that is not in the catalogue. */
export async function startDownload(app: App, id: string): Promise<LocalModels> {
  (await queueOf(app)).start(itemOf(app, id));
  return getLocalModels(app);
}

export async function pauseDownload(app: App, id: string): Promise<LocalModels> {
  (await queueOf(app)).pause(id);
  return getLocalModels(app);
}

export async function removeDownload(app: App, id: string): Promise<LocalModels> {
  await (await queueOf(app)).remove(itemOf(app, id));
  if (id === multilingualId) renewEmbedding(app);
  return getLocalModels(app);
}

/** Keeps the address asked instead of the usual one; '' goes back. */
export function setMirror(app: App, mirror: string): Promise<LocalModels> {
  setSetting(app.db, { name: mirrorSetting, value: mirror === '' ? undefined : mirror });
  return getLocalModels(app);
}

/** A model file's header and how it would run here. Throws MODEL_FILE_MISSING, MODEL_FILE_INVALID. */
export async function lookAtModel(path: string): Promise<LookedAtModel> {
  const { name, architecture, trainedTokens, bytes, cacheBytesPerToken } = await checkGguf(path);
  return {
    facts: { file: path, name, architecture, trainedTokens, bytes },
    fit: fitModel({ bytes, cacheBytesPerToken, trainedTokens }, totalmem()),
  };
}

/** The same of a file that was brought in; any other is as good as missing. */
export async function lookAtImported({ db }: Pick<App, 'db'>, file: string): Promise<LookedAtModel> {
  const known = listImported(db).find((each) => each.file === file);
  if (!known) throw new AppError('MODEL_FILE_MISSING', { path: file });
  const { facts, fit } = await lookAtModel(known.file);
  return { facts: { ...facts, name: known.name }, fit };
}

/** Brings a model file in. Throws what looking at it throws, and DOWNLOAD_NO_ROOM where a copy does not fit. */
export async function importModel(
  { db }: Pick<App, 'db'>,
  { path, copy }: { readonly path: string; readonly copy: boolean },
): Promise<ImportedModel> {
  const { facts } = await lookAtModel(path);
  const file = copy ? await copyIn(path, facts.bytes) : path;
  const name = facts.name ?? basename(path).replace(/\.gguf$/i, '');
  const imported: ImportedModel = { file, name, isCopy: copy, bytes: facts.bytes };
  const others = listImported(db).filter((each) => each.file !== file);
  setSetting(db, { name: importedSetting, value: [...others, imported] });
  return imported;
}

/** Forgets a model file; a copy is deleted, the writer's own file is not. */
export async function forgetModel(app: App, file: string): Promise<LocalModels> {
  const all = listImported(app.db);
  const forgotten = all.find((each) => each.file === file);
  setSetting(app.db, { name: importedSetting, value: all.filter((each) => each !== forgotten) });
  if (forgotten?.isCopy === true && dirname(file) === modelsFolder()) await rm(file, { force: true });
  return getLocalModels(app);
}

async function copyIn(path: string, bytes: number): Promise<string> {
  const folder = modelsFolder();
  await mkdir(folder, { recursive: true });
  const free = freeDiskOf(folder) ?? Number.POSITIVE_INFINITY;
  if (bytes > free)
    throw new AppError('DOWNLOAD_NO_ROOM', { isKnown: true, needed: bytes / 1e6, free: free / 1e6 });
  const target = freePath(folder, basename(path).replace(/\.gguf$/i, ''), '.gguf');
  try {
    await copyFile(path, target);
    if ((await stat(target)).size !== bytes) throw new Error('it changed while it was copied');
    return target;
  } catch (error) {
    await rm(target, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('DOWNLOAD_NOT_KEPT', { folder, reason }, error);
  }
}

function listImported(db: Db): readonly ImportedModel[] {
  const kept = Imported.safeParse(getSetting(db, importedSetting));
  return kept.success ? kept.data.filter(({ file }) => existsSync(file)) : [];
}

function itemOf({ db }: App, id: string): DownloadItem {
  const item = listItems(mirrorOf(db)).find((each) => each.id === id);
  if (!item) throw new AppError('INPUT_INVALID', { field: 'id', reason: id });
  return item;
}

function mirrorOf(db: Db): string {
  const kept = getSetting(db, mirrorSetting);
  return typeof kept === 'string' ? kept : '';
}

function freeDiskOf(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : dirname(dirname(folder)));
    return bavail * bsize;
  } catch {
    return null;
  }
}
