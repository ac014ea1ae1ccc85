import { CaseSensitive, ChevronDown, ChevronUp, createLucideIcon, WholeWord, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useSay } from '../../words.ts';
import { closeFind, find, readFound, step, useFind } from './find-store.ts';
import './find-bar.css';

/** The letter a with an accent. */
const Accent = createLucideIcon('accent', [
  ['circle', { cx: '11', cy: '15', r: '4', key: 'bowl' }],
  ['path', { d: 'M15 11v8', key: 'stem' }],
  ['path', { d: 'm11 7 3-4', key: 'accent' }],
]);

/** Finds in the open scene. Enter goes on, Shift+Enter back, Escape returns to the text. */
export function FindBar(): ReactNode {
  const isOpen = useFind((state) => state.isOpen);
  return isOpen && <OpenFindBar />;
}

function OpenFindBar(): ReactNode {
  const say = useSay();
  const { query, count, current } = useFind();
  const input = useRef<HTMLInputElement>(null);
  useFoundCount();
  useEffect(() => input.current?.select(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') closeFind();
    else if (event.key === 'Enter' && event.target === input.current) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  const told = query.text === '' ? '' : say('find.count', { count, current });
  return (
    <div className="find-bar" role="search" aria-label={say('find.label')} onKeyDown={onKeyDown}>
      <input
        ref={input}
        autoFocus
        className="find-bar-input"
        aria-label={say('find.label')}
        placeholder={say('find.label')}
        value={query.text}
        onChange={(event) => find({ text: event.target.value })}
      />
      <span className="find-bar-count" role="status">
        {told}
      </span>
      <IconButton
        icon={ChevronUp}
        label={say('find.previous')}
        shortcut="Shift+Enter"
        onPress={() => step(-1)}
      />
      <IconButton icon={ChevronDown} label={say('find.next')} shortcut="Enter" onPress={() => step(1)} />
      <IconButton
        icon={CaseSensitive}
        label={say('find.matchCase')}
        isSelected={query.matchCase}
        onPress={() => find({ matchCase: !query.matchCase })}
      />
      <IconButton
        icon={WholeWord}
        label={say('find.wholeWord')}
        isSelected={query.wholeWord}
        onPress={() => find({ wholeWord: !query.wholeWord })}
      />
      <IconButton
        icon={Accent}
        label={say('find.foldAccents')}
        isSelected={query.foldAccents}
        onPress={() => find({ foldAccents: !query.foldAccents })}
      />
      <IconButton icon={X} label={say('find.close')} shortcut="Escape" onPress={closeFind} />
    </div>
  );
}

/** Follows what is found while the text changes and when another scene is opened. */
function useFoundCount(): void {
  const editor = useActiveEditor((state) => state.editor);
  const sceneId = useActiveEditor((state) => state.sceneId);
  useEffect(() => {
    if (!editor || !sceneId) return;
    find({});
    editor.on('update', readFound);
    return () => void editor.off('update', readFound);
  }, [editor, sceneId]);
}
