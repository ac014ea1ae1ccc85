import { z } from 'zod';
import type { WireError } from '../errors.ts';
import { ChosenModelFile } from './models-overview.ts';

/** What the system and the app keep for themselves. */
export const keptBytes = 2 * 1024 ** 3;

/** What a model would need here: memory, window, layers on the graphics card. Bytes. */
export const ModelFit = z.object({
  neededBytes: z.number(), // weights, the window's cache and what the runtime takes
  contextTokens: z.int(), // the window that was reckoned with
  bytesPerToken: z.number(), // what another token of the window takes
  gpuLayers: z.union([z.literal('auto'), z.int()]), // 'auto': as many as its memory holds
  verdict: z.enum(['fits', 'tight', 'too-large']), // of this machine's whole memory
});
export type ModelFit = z.infer<typeof ModelFit>;

/** How a model that needs so much memory runs on a machine that has so much, most of which is not the model's alone. */
export function verdictOf(neededBytes: number, memory: number): ModelFit['verdict'] {
  const room = memory - keptBytes;
  if (neededBytes > room) return 'too-large';
  return neededBytes <= room * 0.75 ? 'fits' : 'tight';
}

/** A model that Fabula can fetch when the writer asks for it. */
export const CatalogueModel = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['language', 'embedding']),
  bytes: z.number(), // to be fetched
  licence: z.string(),
  licencePage: z.string(),
  page: z.string(), // where it is described
  isPinned: z.boolean(), // its checksum is known before it is fetched; else the server's is taken
  file: z.string().nullable(), // where the language model lies once it is here
  fit: ModelFit.nullable(), // null for one that every machine carries
});
export type CatalogueModel = z.infer<typeof CatalogueModel>;

/** How far the fetching of a catalogue model is. A paused one goes on where it stopped, also after a restart. */
export const Download = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'checking', 'paused', 'failed', 'ready']),
  done: z.number(), // bytes
  total: z.number(),
  bytesPerSecond: z.number().nullable(),
  error: z.custom<WireError>().nullable(),
});
export type Download = z.infer<typeof Download>;

/** A GGUF the writer brought in, in its own place or copied beside Fabula's models. */
export const ImportedModel = z.object({
  file: z.string(),
  name: z.string(),
  isCopy: z.boolean(),
  bytes: z.number(),
});
export type ImportedModel = z.infer<typeof ImportedModel>;

/** This machine as far as models care. Bytes. */
export const Machine = z.object({
  memory: z.number(),
  freeMemory: z.number(),
  freeDisk: z.number().nullable(), // where models are kept
  folder: z.string(),
});
export type Machine = z.infer<typeof Machine>;

/** Everything the settings show about models on this machine. */
export const LocalModels = z.object({
  machine: Machine,
  catalogue: z.array(CatalogueModel).readonly(),
  downloads: z.array(Download).readonly(),
  imported: z.array(ImportedModel).readonly(),
  host: z.string(), // the usual address that models come from
  mirror: z.string(), // the address asked instead of the usual one; '' for that
});
export type LocalModels = z.infer<typeof LocalModels>;

/** A model file's header and how it would run here. */
export const LookedAtModel = z.object({ facts: ChosenModelFile, fit: ModelFit });
export type LookedAtModel = z.infer<typeof LookedAtModel>;

/** A model server that answers on this machine, with the models it has. */
export const FoundServer = z.object({
  kind: z.enum(['ollama', 'lm-studio']),
  baseUrl: z.string(), // as model settings take it
  version: z.string().nullable(),
  models: z.array(z.string()).readonly(),
});
export type FoundServer = z.infer<typeof FoundServer>;
