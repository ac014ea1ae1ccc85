import { create } from 'zustand';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { Scene } from '../../../src-shared/domain/scene.ts';

/** Where the open scene's words are. "saved" is said only after the commit. */
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

interface SceneState {
  /** The open scene as it was last read or saved. */
  readonly scene: Scene | null;
  readonly saving: SaveState;
}

export const useScene = create<SceneState>()(() => ({ scene: null, saving: 'saved' }));

/** Saves what is unsaved and opens another scene, at its last cursor and scroll. */
export async function openScene(id: SceneId): Promise<void> {
  await flushScene();
  useScene.setState({ scene: null, saving: 'saved' });
  void id;
}

/** Saves what is unsaved; afterwards main has every word. Throws what the save threw: then the words are still here. */
export async function flushScene(): Promise<void> {}

/** Saves, and gives the scene as it now stands: what a review, a draft or a split starts from. */
export async function savedScene(): Promise<Scene | null> {
  await flushScene();
  return useScene.getState().scene;
}
