import { z } from 'zod';
import { NovelId } from '../domain/ids.ts';
import { ListedModel, ModelChoice, ModelPlace, ModelSettings } from '../domain/model.ts';
import { LookedAtModel } from '../domain/local-models.ts';
import { KeyList, KeyName, ModelsOverview } from '../domain/models-overview.ts';
import { ExamResult } from '../domain/qa.ts';
import { ModelTrial, type TrialProgress } from '../domain/trial.ts';
import { route } from './route.ts';

/** Null asks about the app alone, without a novel's own choice. */
const Scope = { novelId: NovelId.nullable() };

/** What the window may ask about models and their keys. */
export const modelsRoutes = {
  'models.get': route({ input: z.strictObject(Scope), output: ModelsOverview }),
  /** Keeps the app's choice, or a novel's where one is named; null goes back to what holds without it. */
  'models.set': route({
    input: z.strictObject({ ...Scope, choice: ModelChoice.nullable() }),
    output: ModelsOverview,
  }),
  /** Asks the model one short question, in a process of its own. Throws the model's error. */
  'models.try': route({ input: z.strictObject({ settings: ModelSettings }), output: ModelTrial }),
  /** The models a server offers, asked for in a process of its own. Throws the server's error. */
  'models.list': route({
    input: z.strictObject({ place: ModelPlace }),
    output: z.array(ListedModel).readonly(),
  }),
  /** Lets the model sit every layer's exam again, in a process of its own, and keeps the results. */
  'models.examine': route({
    input: z.strictObject({ settings: ModelSettings }),
    output: z.array(ExamResult).readonly(),
  }),
  /** Ends the trial or exam that runs; it then throws ABORTED. */
  'models.stopTrial': route({ input: z.strictObject({}), output: z.null() }),
  /** Shows the system's file dialog and looks at the file's header and how it would run. Null where the dialog was cancelled. */
  'models.chooseFile': route({ input: z.strictObject({}), output: LookedAtModel.nullable() }),
  'keys.list': route({ input: z.strictObject(Scope), output: KeyList }),
  'keys.set': route({
    input: z.strictObject({ ...Scope, name: KeyName, value: z.string().trim().min(1).max(4000) }),
    output: KeyList,
  }),
  'keys.remove': route({ input: z.strictObject({ ...Scope, name: z.string() }), output: KeyList }),
};

/** What main tells the window about models, by the event's name. */
export interface ModelsEvents {
  readonly 'models.trialProgress': TrialProgress;
}
