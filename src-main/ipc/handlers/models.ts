import { dialog } from 'electron';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { modelsRoutes } from '../../../src-shared/ipc/models.ts';
import { isEmbeddingKey, renewEmbedding } from '../../app/embedding.ts';
import { keepKey, listKeys, removeKey, type KeyPlaces } from '../../app/keys.ts';
import { lookAtModel } from '../../app/local-models.ts';
import { getModels, setModels } from '../../app/models.ts';
import { examineModel, listModels, stopTrial, tryModel } from '../../app/trials.ts';
import { say } from '../../services/words.ts';
import type { HandlerContext, Handlers } from '../handlers.ts';

export const modelsHandlers: Handlers<typeof modelsRoutes> = {
  'models.get': ({ novelId }, context) => getModels(placesOf(novelId, context)),
  'models.set': ({ novelId, choice }, context) => setModels(placesOf(novelId, context), choice),
  'models.try': ({ settings }, { app }) => tryModel(app, settings),
  'models.list': ({ place }, { app }) => listModels(app, place),
  'models.examine': ({ settings }, { app }) => examineModel(app, settings),
  'models.stopTrial': () => stopTrial(),
  'models.chooseFile': async (_, { app }) => {
    const { filePaths } = await dialog.showOpenDialog({
      title: say('dialog.model-file', {}, app.locale),
      filters: [{ name: say('dialog.gguf-files', {}, app.locale), extensions: ['gguf'] }],
      properties: ['openFile'],
    });
    return filePaths[0] === undefined ? null : lookAtModel(filePaths[0]);
  },
  'keys.list': ({ novelId }, context) => listKeys(placesOf(novelId, context)),
  'keys.set': ({ novelId, ...key }, context) => {
    const keys = keepKey(placesOf(novelId, context), key);
    if (isEmbeddingKey(context.app, key.name)) renewEmbedding(context.app);
    return keys;
  },
  'keys.remove': ({ novelId, name }, context) => removeKey(placesOf(novelId, context), name),
};

function placesOf(novelId: NovelId | null, { app, session }: HandlerContext): KeyPlaces {
  return { app: app.db, novel: novelId && session(novelId).db, secrets: app.secrets };
}
