import { create } from 'zustand';
import { useActiveEditor } from '../../editor/active-editor.ts';
import {
  findInScene,
  foundIn,
  selectMatch,
  showMatch,
  stepMatch,
  type FindQuery,
} from '../../editor/find-marks.ts';

interface FindBarState {
  readonly isOpen: boolean;
  readonly query: FindQuery;
  readonly count: number;
  /** The match looked at, counted from 1; 0 where there is none. */
  readonly current: number;
}

/** The bar that finds in the open scene. */
export const useFind = create<FindBarState>()(() => ({
  isOpen: false,
  query: { text: '', matchCase: false, wholeWord: false, foldAccents: true },
  count: 0,
  current: 0,
}));

/** Opens the bar; a short selection becomes what is looked for. */
export function openFind(): void {
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  const { doc, selection } = editor.state;
  const selected = doc.textBetween(selection.from, selection.to, '\n', '\n');
  const isTerm = selected !== '' && selected.length <= 100 && !selected.includes('\n');
  useFind.setState({ isOpen: true });
  find(isTerm ? { text: selected } : {});
}

/** Looks for something else, or otherwise. */
export function find(change: Partial<FindQuery>): void {
  const query = { ...useFind.getState().query, ...change };
  useFind.setState({ query });
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  findInScene(editor.view, query.text === '' ? null : query);
  showMatch(editor.view);
  readFound();
}

/** Goes to the next match or the one before. */
export function step(by: 1 | -1): void {
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  stepMatch(editor.view, by);
  readFound();
}

/** Closes the bar and goes back into the text, at the match that was looked at. */
export function closeFind(): void {
  const { editor } = useActiveEditor.getState();
  useFind.setState({ isOpen: false });
  if (!editor) return;
  selectMatch(editor.view);
  findInScene(editor.view, null);
  editor.view.focus();
}

/** Takes over how many matches the editor knows now. */
export function readFound(): void {
  const { editor } = useActiveEditor.getState();
  const found = editor && foundIn(editor.state);
  const next = { count: found?.matches.length ?? 0, current: (found?.current ?? -1) + 1 };
  const { count, current } = useFind.getState();
  if (count !== next.count || current !== next.current) useFind.setState(next);
}
