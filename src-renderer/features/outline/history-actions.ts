import type { SceneId, VersionId } from '../../../src-shared/domain/ids.ts';
import type { Outline } from '../../../src-shared/domain/novel.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say, sayError } from '../../words.ts';
import { openNovelId, refreshOutline, useNovel } from '../library/novel-store.ts';
import { showCompare } from '../manuscript/compare-store.ts';
import { flushScene, openScene, savedScene, takeScene, useScene } from '../manuscript/scene-store.ts';
import { flushEntry } from '../worldbook/entry-store.ts';
import { findNode, neighbourScene } from './outline-nodes.ts';

/**
 * Takes back the last thing that was done to the novel besides typing, and says what it was. With an action's id only
 * where that is the last: another one is not taken back in its place.
 */
export async function undoLast(actionId?: number): Promise<void> {
  await turn('undo', actionId);
}

/** Does again what was taken back last. */
export async function redoLast(): Promise<void> {
  await turn('redo');
}

async function turn(way: 'undo' | 'redo', actionId?: number): Promise<void> {
  try {
    await Promise.all([flushScene(), flushEntry()]);
    const [open, before] = [useScene.getState().scene?.id, useNovel.getState().outline];
    const named = actionId === undefined ? {} : { actionId };
    const turned = await api.request(`history.${way}`, { novelId: openNovelId(), ...named });
    if (!turned) return void notify({ kind: 'info', text: say(`history.nothingTo.${way}`) });
    await refreshOutline();
    if (open && before) await stayOpen({ open, before, changed: turned.scenes });
    const back = way === 'undo' ? 'redo' : 'undo';
    notify({
      kind: 'ok',
      text: say(`history.${way}ne`, { action: say(turned.label.key, turned.label.values) }),
      action: { label: say(`history.${back}`), run: () => void turn(back) },
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNDO_CHANGED') refuse(error);
    else notifyError(error);
  }
}

/** Where the open scene went with what was turned back, the one that has its words is opened, else its neighbour. */
async function stayOpen({ open, before, changed }: OpenBefore): Promise<void> {
  const { outline } = useNovel.getState();
  const isThere = (id: SceneId): boolean =>
    outline !== null && findNode(outline, { kind: 'scene', id }) !== null;
  if (isThere(open)) return;
  const neighbours = [-1, 1] as const;
  const next = [...changed, ...neighbours.map((by) => neighbourScene(before, { id: open, by })?.id)];
  const found = next.find((id) => id !== undefined && isThere(id));
  if (found) await openScene(found);
}

interface OpenBefore {
  readonly open: SceneId;
  readonly before: Outline;
  readonly changed: readonly SceneId[];
}

/** The text has changed since: nothing was overwritten, and what stood there is one step away. */
function refuse(error: AppError): void {
  const { sceneId, versionId } = error.data;
  if (typeof sceneId !== 'string') return notifyError(error);
  notify({
    kind: 'error',
    text: sayError(error),
    action: {
      label: say(typeof versionId === 'string' ? 'history.compare' : 'history.openScene'),
      run: () => void compare(sceneId as SceneId, versionId as VersionId | null),
    },
  });
}

/** Shows the text as it is beside what the undo would have put there. */
async function compare(sceneId: SceneId, versionId: VersionId | null): Promise<void> {
  try {
    await openScene(sceneId);
    if (versionId === null) return;
    const novelId = openNovelId();
    const scene = await savedScene();
    const version = await api.request('versions.get', { novelId, versionId });
    if (!scene) return;
    showCompare({
      title: say('history.compareTitle'),
      text: say('history.compareText'),
      before: { label: say('history.earlier'), document: version.document },
      after: { label: say('history.now'), document: scene.document },
      actions: [
        {
          id: 'restore',
          label: say('history.restoreEarlier'),
          run: async () => takeScene(await api.request('versions.restore', { novelId, versionId })),
        },
        { id: 'keep', label: say('history.keepNow'), variant: 'primary', run: () => undefined },
      ],
    });
  } catch (error) {
    notifyError(error);
  }
}
