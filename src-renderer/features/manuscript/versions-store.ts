import { create } from 'zustand';
import type { VersionId } from '../../../src-shared/domain/ids.ts';
import type { ProseDocument } from '../../../src-shared/domain/prose.ts';
import type { Scene, SceneVersion } from '../../../src-shared/domain/scene.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { showVersions } from './page-store.ts';
import { savedScene, takeScene } from './scene-store.ts';

interface VersionsState {
  /** The scene as it stands, saved; null while it is read. */
  readonly scene: Scene | null;
  readonly versions: readonly SceneVersion[];
  readonly chosen: (SceneVersion & { readonly document: ProseDocument }) | null;
}

const nothing: VersionsState = { scene: null, versions: [], chosen: null };

/** The kept states of the open scene, while they are looked at. */
export const useVersions = create<VersionsState>()(() => nothing);

/** Saves the scene and reads its kept states; the newest is chosen. */
export async function readVersions(): Promise<void> {
  useVersions.setState(nothing);
  try {
    const scene = await savedScene();
    if (!scene) return showVersions(false);
    const versions = await list(scene);
    useVersions.setState({ scene, versions });
    const [newest] = versions;
    if (newest) await chooseVersion(newest.id);
  } catch (error) {
    showVersions(false);
    notifyError(error);
  }
}

const list = ({ id: sceneId }: Scene): Promise<readonly SceneVersion[]> =>
  api.request('versions.list', { novelId: openNovelId(), sceneId });

/** Looks at one of them. */
export async function chooseVersion(versionId: VersionId): Promise<void> {
  const chosen = await api.request('versions.get', { novelId: openNovelId(), versionId });
  useVersions.setState({ chosen });
}

/** Names the chosen one, or takes its name away with null. */
export async function nameChosen(name: string | null): Promise<void> {
  const { scene, chosen } = useVersions.getState();
  if (!scene || !chosen) return;
  await api.request('versions.name', { novelId: openNovelId(), versionId: chosen.id, name });
  useVersions.setState({ versions: await list(scene), chosen: { ...chosen, name } });
}

/** Keeps the scene as it stands under a name. */
export async function keepNamed(name: string): Promise<void> {
  const scene = await savedScene();
  if (!scene) return;
  const kept = await api.request('versions.keepNamed', { novelId: openNovelId(), sceneId: scene.id, name });
  useVersions.setState({ scene, versions: await list(scene) });
  await chooseVersion(kept.id);
}

/** Puts the chosen one back as the newest; the present text is kept, and one undo takes it back. */
export async function restoreChosen(): Promise<void> {
  const { chosen } = useVersions.getState();
  if (!chosen) return;
  await savedScene();
  const scene = await api.request('versions.restore', { novelId: openNovelId(), versionId: chosen.id });
  takeScene(scene);
  showVersions(false);
  notify({ kind: 'ok', text: say('versions.restored') });
}
