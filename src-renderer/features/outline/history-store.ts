import { create } from 'zustand';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import type { UndoLabel } from '../../../src-shared/domain/undo.ts';
import { api } from '../../api.ts';
import { say } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';

interface HistoryState {
  /** What an undo of the novel's log would take back; null where there is nothing. */
  readonly undo: UndoLabel | null;
  /** What a redo would do again. */
  readonly redo: UndoLabel | null;
}

const nothing: HistoryState = { undo: null, redo: null };

/** The next steps of the open novel's log, kept up to date by main. */
export const useHistory = create<HistoryState>()(() => nothing);

const longestTitle = 40;

/** "Undo moving “Dusk”", for menus; in general words where there is nothing to take. */
export function nextStepWords(way: 'undo' | 'redo'): string {
  const label = useHistory.getState()[way];
  if (label === null) return say(`command.history.${way}`);
  const values = Object.entries(label.values).map(([name, value]) => [name, shortened(value)] as const);
  return say(`history.${way}Named`, { action: say(label.key, Object.fromEntries(values)) });
}

function shortened<Value>(value: Value): Value | string {
  if (typeof value !== 'string') return value;
  const letters = [...value];
  return letters.length > longestTitle ? `${letters.slice(0, longestTitle).join('').trimEnd()}…` : value;
}

/** What main told meanwhile is newer than the answer to a question asked before. */
let told = 0;

async function ask(novelId: NovelId): Promise<void> {
  const before = told;
  const peeked = await api.request('history.peek', { novelId }).catch(() => null);
  if (peeked && told === before && novelId === shownNovel) useHistory.setState(peeked);
}

let shownNovel: NovelId | null = null;
useNovel.subscribe(({ novelId }) => {
  if (novelId === shownNovel) return;
  shownNovel = novelId;
  useHistory.setState(nothing);
  if (novelId !== null) void ask(novelId);
});

api.on('history.changed', ({ novelId, undo, redo }) => {
  if (novelId !== useNovel.getState().novelId) return;
  told++;
  useHistory.setState({ undo, redo });
});
