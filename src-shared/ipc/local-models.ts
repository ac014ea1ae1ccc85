import { z } from 'zod';
import { EmbeddingChoice, EmbeddingSettings } from '../domain/embedding.ts';
import {
  FoundServer,
  ImportedModel,
  LocalModels,
  LookedAtModel,
  type Download,
} from '../domain/local-models.ts';
import { FileHandle } from './files.ts';
import { route } from './route.ts';

const Id = z.strictObject({ id: z.string().max(80) });

/** What the window may ask about models on this machine and the model of search by meaning. */
export const localModelsRoutes = {
  'localModels.get': route({ input: z.strictObject({}), output: LocalModels }),
  /** Begins to fetch a model of the catalogue, or goes on with it. One is fetched at a time. */
  'localModels.download': route({ input: Id, output: LocalModels }),
  /** Stops fetching; what came so far stays. */
  'localModels.pause': route({ input: Id, output: LocalModels }),
  /** Takes a fetched model, or what came of it, off this machine. */
  'localModels.remove': route({ input: Id, output: LocalModels }),
  /** The address that is asked instead of the usual one; '' goes back. Throws REQUEST_INVALID where it is none. */
  'localModels.setMirror': route({
    input: z.strictObject({ mirror: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]) }),
    output: LocalModels,
  }),
  /** Looks at a model file's header. Throws MODEL_FILE_MISSING, MODEL_FILE_INVALID. */
  'localModels.look': route({ input: z.strictObject({ file: FileHandle }), output: LookedAtModel }),
  /** Looks anew at a model file that was brought in. Throws what `look` throws, also for one that was not. */
  'localModels.lookAtImported': route({
    input: z.strictObject({ file: z.string() }),
    output: LookedAtModel,
  }),
  /** Brings a model file in: copied beside Fabula's own, or used where it is. */
  'localModels.import': route({
    input: z.strictObject({ file: FileHandle, copy: z.boolean() }),
    output: ImportedModel,
  }),
  /** Forgets a model file that was brought in; a copy is deleted, the writer's own file is not. */
  'localModels.forget': route({ input: z.strictObject({ file: z.string() }), output: LocalModels }),
  /** Opens the folder of fetched models in the system's file manager. */
  'localModels.showFolder': route({ input: z.strictObject({}), output: z.null() }),
  /** Model servers that answer on this machine. Nothing beyond it is asked. */
  'localModels.servers': route({ input: z.strictObject({}), output: z.array(FoundServer).readonly() }),
  'embedding.get': route({ input: z.strictObject({}), output: EmbeddingChoice }),
  /** Chooses the embedding model for all novels; the open one begins to go over to it. */
  'embedding.set': route({ input: z.strictObject({ wanted: EmbeddingSettings }), output: EmbeddingChoice }),
};

/** What main tells the window about models on this machine, by the event's name. */
export interface LocalModelsEvents {
  readonly 'localModels.downloads': readonly Download[];
}
