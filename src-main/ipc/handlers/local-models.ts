import { mkdirSync } from 'node:fs';
import { shell } from 'electron';
import type { localModelsRoutes } from '../../../src-shared/ipc/local-models.ts';
import { getEmbedding, setEmbedding } from '../../app/embedding.ts';
import {
  forgetModel,
  getLocalModels,
  importModel,
  lookAtImported,
  lookAtModel,
  pauseDownload,
  removeDownload,
  setMirror,
  startDownload,
} from '../../app/local-models.ts';
import { findServers } from '../../services/find-servers.ts';
import { modelsFolder } from '../../services/model-catalogue.ts';
import type { Handlers } from '../handlers.ts';

export const localModelsHandlers: Handlers<typeof localModelsRoutes> = {
  'localModels.get': (_, { app }) => getLocalModels(app),
  'localModels.download': ({ id }, { app }) => startDownload(app, id),
  'localModels.pause': ({ id }, { app }) => pauseDownload(app, id),
  'localModels.remove': ({ id }, { app }) => removeDownload(app, id),
  'localModels.setMirror': ({ mirror }, { app }) => setMirror(app, mirror),
  'localModels.look': ({ file }, { app }) => lookAtModel(app.files.pathOf(file)),
  'localModels.lookAtImported': ({ file }, { app }) => lookAtImported(app, file),
  'localModels.import': ({ file, copy }, { app }) => importModel(app, { path: app.files.pathOf(file), copy }),
  'localModels.forget': ({ file }, { app }) => forgetModel(app, file),
  'localModels.showFolder': async () => {
    mkdirSync(modelsFolder(), { recursive: true });
    await shell.openPath(modelsFolder());
    return null;
  },
  'localModels.servers': () => findServers(),
  'embedding.get': (_, { app }) => getEmbedding(app),
  'embedding.set': ({ wanted }, { app }) => setEmbedding(app, wanted),
};
