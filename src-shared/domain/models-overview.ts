import { z } from 'zod';
import { ModelChoice, ModelSettings, Role } from './model.ts';
import { ExamResult } from './qa.ts';

/** A model that belongs to Fabula, as it lies on this machine. */
export const OwnModel = z.object({
  name: z.string(),
  place: z.string(), // its file or folder, for the writer to look at
  bytes: z.int(), // what it has when it is whole
  licence: z.string(),
  state: z.enum(['ready', 'missing', 'damaged']),
});
export type OwnModel = z.infer<typeof OwnModel>;

/** Everything the settings say about models. The built-in model's file is called `builtInFile` in choices. */
export const ModelsOverview = z.object({
  app: ModelChoice,
  novel: ModelChoice.nullable(), // null: the novel follows the app
  environment: z.string().nullable(), // the server FABULA_MODEL_URL names, which goes before the app's choice
  declared: z.array(z.object({ role: Role, settings: ModelSettings })).readonly(), // by the novel's own crew
  language: OwnModel.extend({ threads: z.object({ writing: z.int(), reading: z.int() }).nullable() }), // null: not measured
  search: OwnModel,
  exams: z.array(ExamResult).readonly(),
});
export type ModelsOverview = z.infer<typeof ModelsOverview>;

/** A model file that the writer chose and whose header was found sound. */
export const ChosenModelFile = z.object({
  file: z.string(),
  name: z.string().nullable(),
  architecture: z.string().nullable(),
  trainedTokens: z.int().nullable(),
  bytes: z.int(),
});
export type ChosenModelFile = z.infer<typeof ChosenModelFile>;

/** A key by its name. Its value is never told. */
export const KeyName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/);
export const KeyList = z.object({
  isLasting: z.boolean(), // false: this system has no keyring, so keys live until Fabula is closed
  kept: z.array(z.string()).readonly(), // given to the app
  fromEnvironment: z.array(z.string()).readonly(), // asked for by a model and set in the environment
  wanted: z.array(z.string()).readonly(), // asked for by a model and nowhere to be found
});
export type KeyList = z.infer<typeof KeyList>;
