import { create } from 'zustand';
import { EmbeddedModelSettings, EndpointModelSettings } from '../../../src-shared/domain/model.ts';
import type {
  CatalogueModel,
  FoundServer,
  LocalModels,
  LookedAtModel,
  ModelFit,
} from '../../../src-shared/domain/local-models.ts';
import type { FileHandle } from '../../../src-shared/ipc/files.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { confirm } from '../../ui/questions.ts';
import { say } from '../../words.ts';
import { showSettings } from '../shell/panel-store.ts';
import { keepModel } from './model-store.ts';

interface LocalModelsState {
  readonly overview: LocalModels | null;
  /** Null until they were looked for. */
  readonly servers: readonly FoundServer[] | null;
  readonly isLooking: boolean;
  /** A model file that was looked at and waits for an answer; without a handle it is on the list already. */
  readonly offered: { readonly handle: FileHandle | null; readonly model: LookedAtModel } | null;
}

export const useLocalModels = create<LocalModelsState>()(() => ({
  overview: null,
  servers: null,
  isLooking: false,
  offered: null,
}));

/** Asks main what there is on this machine. */
export async function refreshLocalModels(): Promise<void> {
  await keep(() => api.request('localModels.get', {}));
}

/** Looks for model servers that run on this machine. */
export async function lookForServers(): Promise<void> {
  if (useLocalModels.getState().isLooking) return;
  useLocalModels.setState({ isLooking: true });
  const servers = await api.request('localModels.servers', {}).catch(() => []);
  useLocalModels.setState({ servers, isLooking: false });
}

/** Shows a model's licence and how much is to come, and fetches it when the writer agrees. */
export async function fetchModel({ id, name, bytes, licence, licencePage }: CatalogueModel): Promise<void> {
  const { overview } = useLocalModels.getState();
  if (!overview) return;
  const isAgreed = await confirm({
    title: say('local.fetchTitle', { name }),
    text: say('local.fetchText', { megabytes: bytes / 1e6, host: hostOf(overview), licence, licencePage }),
    yes: say('local.fetchYes'),
    no: say('local.fetchNo'),
  });
  if (isAgreed) await resumeModel(id);
}

export const resumeModel = (id: string): Promise<void> =>
  keep(() => api.request('localModels.download', { id }));

export const pauseModel = (id: string): Promise<void> => keep(() => api.request('localModels.pause', { id }));

/** Takes a fetched model off this machine, after a question. */
export async function removeModel({ id, name }: Pick<CatalogueModel, 'id' | 'name'>): Promise<void> {
  const isSure = await confirm({
    title: say('local.removeTitle', { name }),
    text: say('local.removeText'),
    yes: say('local.remove'),
    no: say('local.removeNo'),
    isDanger: true,
  });
  if (isSure) await keep(() => api.request('localModels.remove', { id }));
}

export const forgetModel = (file: string): Promise<void> =>
  keep(() => api.request('localModels.forget', { file }));

export const keepMirror = (mirror: string): Promise<void> =>
  keep(() => api.request('localModels.setMirror', { mirror }));

/** Looks at a model file that was dropped or chosen, and shows what it is. */
export async function offerModelFile(handle: FileHandle): Promise<void> {
  showSettings('local');
  try {
    const model = await api.request('localModels.look', { file: handle });
    useLocalModels.setState({ offered: { handle, model } });
  } catch (error) {
    notifyError(error);
  }
}

/** Looks anew at a model file on the list, and shows how it would run. */
export async function offerImported(file: string): Promise<void> {
  try {
    const model = await api.request('localModels.lookAtImported', { file });
    useLocalModels.setState({ offered: { handle: null, model } });
  } catch (error) {
    notifyError(error);
  }
}

/** Puts the offered model file away. */
export function refuseOffer(): void {
  useLocalModels.setState({ offered: null });
}

/** Brings the offered model file in and uses it, with a window of so many tokens. */
export async function takeOffer(contextTokens: number, isCopied: boolean): Promise<void> {
  const { offered } = useLocalModels.getState();
  if (!offered) return;
  try {
    const { handle, model } = offered;
    const { file, name } = model.facts;
    const kept =
      handle === null
        ? { file, name: name ?? file }
        : await api.request('localModels.import', { file: handle, copy: isCopied });
    refuseOffer();
    await useFile({ ...kept, fit: { ...model.fit, contextTokens } });
    await refreshLocalModels();
  } catch (error) {
    notifyError(error);
  }
}

/** Lets a model file on this machine do the work, with the window and the layers that suit this machine. */
export async function useFile({
  file,
  name,
  fit,
}: {
  readonly file: string;
  readonly name: string;
  readonly fit: Pick<ModelFit, 'contextTokens' | 'gpuLayers'>;
}): Promise<void> {
  const { contextTokens, gpuLayers } = fit;
  const settings = EmbeddedModelSettings.parse({ provider: 'embedded', file, contextTokens, gpuLayers });
  await keepModel('default', settings);
  notify({ kind: 'ok', text: say('local.inUse', { name }) });
}

/** Lets a model of a server on this machine do the work. */
export async function useServerModel({ kind, baseUrl }: FoundServer, model: string): Promise<void> {
  const settings = EndpointModelSettings.parse({
    provider: 'openai-compatible',
    preset: kind,
    baseUrl,
    model,
  });
  await keepModel('default', settings);
  notify({ kind: 'ok', text: say('local.inUse', { name: model }) });
}

/** Where models come from: the usual host or the writer's mirror. */
export function hostOf({ mirror, host }: Pick<LocalModels, 'mirror' | 'host'>): string {
  return new URL(mirror === '' ? host : mirror).host;
}

async function keep(ask: () => Promise<LocalModels>): Promise<void> {
  try {
    useLocalModels.setState({ overview: await ask() });
  } catch (error) {
    notifyError(error);
  }
}

api.on('localModels.downloads', (downloads) =>
  useLocalModels.setState(({ overview }) => (overview ? { overview: { ...overview, downloads } } : {})),
);
