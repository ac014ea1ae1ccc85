import { create } from 'zustand';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { ModelChoice, ModelSettings, Role } from '../../../src-shared/domain/model.ts';
import type { KeyList, ModelsOverview } from '../../../src-shared/domain/models-overview.ts';
import type { ModelTrial, TrialProgress } from '../../../src-shared/domain/trial.ts';
import { AppError, toWireError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { useNovel } from '../library/novel-store.ts';

/** What a trial or an exam of a model came to, or how far it is. */
export interface TrialState {
  /** The place in the settings that asked: "default", a role, "exam". */
  readonly place: string;
  readonly progress: TrialProgress | null; // null: it has ended
  readonly result: ModelTrial | null;
  readonly error: AppError | null;
}

interface ModelState {
  /** Whose choice is shown: the app's, or the open novel's. */
  readonly scope: 'app' | 'novel';
  readonly overview: ModelsOverview | null;
  readonly keys: KeyList | null;
  readonly trial: TrialState | null;
}

export const useModels = create<ModelState>()(() => ({
  scope: 'app',
  overview: null,
  keys: null,
  trial: null,
}));

/** Asks main what is chosen and which keys there are. */
export async function refreshModels(): Promise<void> {
  const novelId = openNovel();
  const [overview, keys] = await Promise.all([
    api.request('models.get', { novelId }),
    api.request('keys.list', { novelId }),
  ]);
  useModels.setState(({ scope }) => ({ overview, keys, scope: novelId === null ? 'app' : scope }));
}

/** Shows the app's choice or the novel's. */
export function showScope(scope: 'app' | 'novel'): void {
  useModels.setState({ scope, trial: null });
}

/** Keeps a choice for the scope that is shown; null goes back to what holds without one. */
export async function keepChoice(choice: ModelChoice | null): Promise<void> {
  const novelId = useModels.getState().scope === 'novel' ? openNovel() : null;
  await orNotice(async () => {
    await api.request('models.set', { novelId, choice });
    await refreshModels();
  });
}

/** Changes the model that does everything, or the one of a single agent; null gives that agent the model of all. */
export async function keepModel(role: Role | 'default', settings: ModelSettings | null): Promise<void> {
  const choice = shownChoice(useModels.getState());
  if (!choice) return;
  useModels.setState({ trial: null }); // it was of another model
  if (role === 'default') return settings ? keepChoice({ ...choice, default: settings }) : undefined;
  const others = Object.fromEntries(Object.entries(choice.roles).filter(([other]) => other !== role));
  await keepChoice({ ...choice, roles: settings ? { ...others, [role]: settings } : others });
}

/** Keeps what is asked, in order, when a model cannot answer. */
export async function keepFallbacks(fallbacks: readonly ModelSettings[]): Promise<void> {
  const choice = shownChoice(useModels.getState());
  if (choice) await keepChoice({ ...choice, fallbacks });
}

/** The choice that the page shows: the novel's own or the app's. */
export function shownChoice({ scope, overview }: Pick<ModelState, 'scope' | 'overview'>): ModelChoice | null {
  return (scope === 'novel' ? overview?.novel : overview?.app) ?? null;
}

/** Asks the model one short question and shows what comes. */
export async function tryModel(place: string, settings: ModelSettings): Promise<void> {
  await runTrial(place, async () => api.request('models.try', { settings }));
}

/** Lets the model sit every exam; the results then stand in the overview. */
export async function examineModel(place: string, settings: ModelSettings): Promise<void> {
  await runTrial(place, async () => {
    await api.request('models.examine', { settings });
    await refreshModels();
    return null;
  });
}

/** Ends the trial or exam that runs. */
export async function stopTrial(): Promise<void> {
  await api.request('models.stopTrial', {});
}

/** Keeps a key; its value is forgotten by the window at once. Answers whether it was kept. */
export async function keepKey(name: string, value: string): Promise<boolean> {
  return orNotice(async () => {
    useModels.setState({ keys: await api.request('keys.set', { novelId: openNovel(), name, value }) });
  });
}

/** Forgets a key. */
export async function removeKey(name: string): Promise<void> {
  await orNotice(async () => {
    useModels.setState({ keys: await api.request('keys.remove', { novelId: openNovel(), name }) });
  });
}

async function runTrial(place: string, work: () => Promise<ModelTrial | null>): Promise<void> {
  const started: TrialProgress = { stage: 'starting', done: null, layer: null };
  const mine: TrialState = { place, progress: started, result: null, error: null };
  useModels.setState({ trial: mine });
  const end = (change: Partial<TrialState>): void =>
    useModels.setState(({ trial }) =>
      trial?.place === place ? { trial: { ...trial, progress: null, ...change } } : {},
    );
  try {
    end({ result: await work() });
  } catch (thrown) {
    const { code, data } = toWireError(thrown);
    if (code === 'ABORTED') end({});
    else end({ error: new AppError(code, data) });
  }
}

async function orNotice(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (thrown) {
    notifyError(thrown);
    return false;
  }
}

function openNovel(): NovelId | null {
  return useNovel.getState().novelId;
}

api.on('models.trialProgress', (progress) =>
  useModels.setState(({ trial }) => (trial?.progress ? { trial: { ...trial, progress } } : {})),
);
