import { useEffect, type ReactNode } from 'react';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { documentOf } from '../../editor/stored-document.ts';
import { useSay } from '../../words.ts';
import { showCompare } from './compare-store.ts';
import { keepMine, takeScene, useScene } from './scene-store.ts';

/** Asks which of two texts shall stand, where the file has another one than the window was working on. Both are kept. */
export function ConflictWatch(): ReactNode {
  const say = useSay();
  const conflict = useScene((state) => state.conflict);
  useEffect(() => {
    const state = useActiveEditor.getState().editor?.state;
    if (!conflict || !state) return;
    showCompare({
      title: say('conflict.title'),
      text: say('conflict.text'),
      before: { label: say('conflict.stored'), document: conflict.document },
      after: { label: say('conflict.mine'), document: documentOf(state) },
      mustChoose: true,
      actions: [
        { id: 'stored', label: say('conflict.takeStored'), run: () => takeScene(conflict) },
        { id: 'mine', label: say('conflict.keepMine'), variant: 'primary', run: keepMine },
      ],
    });
  }, [conflict, say]);
  return null;
}
