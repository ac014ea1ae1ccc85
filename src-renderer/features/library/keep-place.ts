import { api } from '../../api.ts';
import { currentPlace } from '../manuscript/scene-editor.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { useNovel } from './novel-store.ts';

const restMs = 1_000;

/** Remembers where the writer is, soon after the cursor or the page moved, for the next start. The answer ends it. */
export function followPlace(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const keep = (): void => {
    const { novelId } = useNovel.getState();
    const { scene } = useScene.getState();
    if (novelId === null || scene === null) return;
    const { cursor, scroll } = currentPlace();
    const place = { sceneId: scene.id, cursor: cursor && { ...cursor }, scroll };
    const now = JSON.stringify([novelId, place]);
    if (now === last) return;
    last = now;
    // a place that is not kept costs nothing: the novel opens at the one before
    void api.request('novels.keepPlace', { novelId, place }).catch(() => undefined);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(keep, restMs);
  };
  const stops = [
    useScene.subscribe(({ scene }, before) => scene?.id !== before.scene?.id && soon()),
    listen(document, 'selectionchange', soon),
    listen(document, 'scroll', soon),
    listen(window, 'blur', keep),
    api.on('app.closing', keep),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function listen(target: EventTarget, event: string, run: () => void): () => void {
  target.addEventListener(event, run, { capture: true, passive: true });
  return () => target.removeEventListener(event, run, { capture: true });
}
