import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { textOfDocument } from '../../../src-shared/domain/prose.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { documentOf } from '../../editor/stored-document.ts';
import { Button } from '../../ui/button.tsx';
import { notify, notifyError } from '../../ui/notices.ts';
import { say, sayError, useSay } from '../../words.ts';
import { flushScene, useScene } from './scene-store.ts';
import './save-failure.css';

/** Says above all columns, which a panel may lie over, that the words could not be saved, that they are still here, and what can be done. */
export function SaveFailure(): ReactNode {
  const say = useSay();
  const failure = useScene((state) => (state.saving === 'failed' && !state.conflict ? state.failure : null));
  if (failure === null) return null;
  return (
    <div className="save-failure" role="alert" data-region="failure">
      <TriangleAlert size={16} aria-hidden className="save-failure-sign" />
      <p className="save-failure-text">
        {sayError(failure)} {say('save.stillHere')}
      </p>
      <Button variant="quiet" onPress={() => void copyScene()}>
        {say('save.copy')}
      </Button>
      <Button onPress={() => void flushScene().catch(() => undefined)}>{say('save.again')}</Button>
    </div>
  );
}

async function copyScene(): Promise<void> {
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  try {
    await navigator.clipboard.writeText(textOfDocument(documentOf(editor.state)));
    notify({ kind: 'ok', text: say('save.copied') });
  } catch {
    copyBySelection(); // the permission to write the clipboard may be denied; a copy by the editor needs none
  }
}

function copyBySelection(): void {
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  editor.view.focus();
  editor.commands.selectAll();
  if (document.execCommand('copy')) notify({ kind: 'ok', text: say('save.copied') });
  else notifyError(new Error(say('save.copyFailed')));
}
