import { api } from '../../api.ts';
import { flushScene } from '../manuscript/scene-store.ts';
import { saveOpenEntry } from '../worldbook/entry-store.ts';

/** Saves when the window is about to close, and tells main whether every word is kept. The answer ends it. */
export function saveBeforeLeaving(): () => void {
  return api.on('app.closing', () => {
    void Promise.all([flushScene(), saveOpenEntry()])
      .then(
        () => true,
        () => false,
      )
      .then((isSaved) => api.request('app.leave', { isSaved }));
  });
}
