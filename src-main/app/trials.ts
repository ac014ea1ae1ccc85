import type { ListedModel, ModelPlace, ModelSettings } from '../../src-shared/domain/model.ts';
import { layers, type ExamResult } from '../../src-shared/domain/qa.ts';
import type { ModelTrial } from '../../src-shared/domain/trial.ts';
import type { DoctorCheck } from '../../src-shared/domain/about.ts';
import { AppError } from '../../src-shared/errors.ts';
import { runTrial, type Trial, type TrialOptions } from '../jobs/trial.ts';
import { openAccounts } from '../services/accounts.ts';
import { openMachineMemory } from '../services/machine-memory.ts';
import { withFile } from '../services/model-choice.ts';
import { keyOf, readKeys } from '../services/model-keys.ts';
import type { App } from './app.ts';

let running: AbortController | null = null;
let listing: AbortController | null = null;

/** Asks a model one short question, away from main and window. A new trial ends the one before. Throws the model's error. */
export function tryModel(app: App, settings: ModelSettings): Promise<ModelTrial> {
  return alone((signal) => runTrial({ kind: 'ask', ...withModel(app, settings) }, optionsOf(app, signal)));
}

/** The models a server offers, asked for away from main and window. Asking again ends the asking before. Throws the server's error. */
export async function listModels(app: App, place: ModelPlace): Promise<readonly ListedModel[]> {
  listing?.abort(new AppError('ABORTED'));
  listing = new AbortController();
  const { keyName } = place;
  const key = keyName === null ? null : keyOf(keyName, { secrets: app.secrets });
  const keys = keyName === null || key === null ? {} : { [keyName]: key };
  return runTrial({ kind: 'list', place, keys }, optionsOf(app, listing.signal));
}

/** Lets a model sit every layer's exam and keeps the results. Throws the model's error; layers before it are not kept. */
export async function examineModel(app: App, settings: ModelSettings): Promise<readonly ExamResult[]> {
  const trial: Extract<Trial, { kind: 'exam' }> = { kind: 'exam', layers, ...withModel(app, settings) };
  const results = await alone((signal) => runTrial(trial, optionsOf(app, signal)));
  const memory = openMachineMemory(() => app.db);
  for (const result of results) memory.keepExam(result);
  return results;
}

/** Looks at this installation and its models. */
export async function runDoctor(app: App): Promise<readonly DoctorCheck[]> {
  const { checks } = await alone((signal) => runTrial({ kind: 'doctor' }, optionsOf(app, signal)));
  return checks.map(({ id, state, data, error }) => ({ id, state, data, error }));
}

/** Ends what `alone` runs; whoever waits for it hears ABORTED. */
export function stopTrial(): null {
  running?.abort(new AppError('ABORTED'));
  return null;
}

async function alone<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  stopTrial();
  const mine = new AbortController();
  running = mine;
  try {
    return await work(mine.signal);
  } finally {
    if (running === mine) running = null;
  }
}

function withModel({ db, secrets }: App, settings: ModelSettings) {
  const remembered = openMachineMemory(() => db).listRemembered();
  return { settings: withFile(settings), keys: readKeys([settings], { secrets }), remembered };
}

function optionsOf({ fork, log, db, emit }: App, signal: AbortSignal): TrialOptions {
  return {
    fork,
    log,
    signal,
    onProgress: (progress) => emit('models.trialProgress', progress),
    onRemember: (name, value) => openMachineMemory(() => db).remember(name, value),
    accounts: openAccounts({
      open: () => db,
      novel: () => ({ id: null, title: '' }),
      onChange: () => emit('costs.changed', { novelId: null }),
    }),
  };
}
