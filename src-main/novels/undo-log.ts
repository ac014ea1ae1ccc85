import type { EntryId, SceneId } from '../../src-shared/domain/ids.ts';
import type { LoreState, UndoChange, UndoLabel } from '../../src-shared/domain/undo.ts';
import { AppError } from '../../src-shared/errors.ts';
import { deleteForGood, listBinned } from '../db/bin.ts';
import { write, type Db } from '../db/connection.ts';
import {
  addUndoAction,
  firstUndoneAction,
  lastAction,
  nameFirstUndoneAction,
  nameLastAction,
  turnAction,
  type UndoAction,
} from '../db/undo-actions.ts';
import { sealed, sealedAll, takeBack } from './undo-changes.ts';

export type { UndoChange, UndoLabel } from '../../src-shared/domain/undo.ts';

export interface Action {
  /** What it is called in the menu: a key of the catalogue and its values. */
  readonly label: UndoLabel;
  /** What it did, told by what was there before, in the order it was done. */
  readonly changes: readonly UndoChange[];
}

/**
 * Writes an action into the novel's log so that it can be taken back; call it last inside the same `write` as the
 * action. The log keeps the last hundred. What had been undone before can no longer come back. Answers the action's id.
 */
export const recordAction = write((db, { label, changes }: Action): number => {
  const id = addUndoAction(db, { label, changes: sealedAll(db, changes) });
  deleteForGood(db, listBinned(db, ['undone']));
  return id;
});

/** So long the saves of an entry that is being written are one edit. */
const oneEditMs = 10 * 60_000;

/** Writes the edit of a worldbook entry into the log; a further save of the same edit becomes one action with it. */
export const recordEdit = write((db, before: LoreState): void => {
  const { id, title } = before.entry;
  if (goesOn(db, id)) return;
  const change: UndoChange = { type: 'lore-entry', id, before };
  recordAction(db, { label: { key: editKey, values: { title } }, changes: [change] });
});

const editKey = 'undo.edit-entry';

function goesOn(db: Db, id: EntryId): boolean {
  const name = nameLastAction(db);
  if (name?.label.key !== editKey || Date.now() - name.at > oneEditMs) return false;
  if (nameFirstUndoneAction(db) !== null) return false;
  const changes = lastAction(db)?.changes ?? [];
  if (!changes.every((change) => change.type === 'lore-entry' && change.id === id)) return false;
  turnAction(db, { id: name.id, changes: changes.map((change) => sealed(db, change)), isUndone: false });
  return true;
}

/** What an undo or a redo did. */
export interface TurnedAction {
  readonly label: UndoLabel;
  /** The scenes whose prose is another one now. */
  readonly scenes: readonly SceneId[];
  /** Whether the worldbook is another one now. */
  readonly lore: boolean;
}

/**
 * Takes the last action back; null where there is none. Throws UNDO_CHANGED or UNDO_ENTRY_CHANGED, and nothing is changed,
 * where the text or the entry it left is another one now, and UNDO_NOT_LAST where an action is named that is not the last.
 */
export const undoAction = write((db, actionId?: number): TurnedAction | null => {
  if (actionId !== undefined && nameLastAction(db)?.id !== actionId) throw new AppError('UNDO_NOT_LAST');
  return turn(db, lastAction(db), true);
});

/** Does the last undone action again; null where there is none. Throws UNDO_CHANGED, UNDO_ENTRY_CHANGED. */
export const redoAction = write((db): TurnedAction | null => turn(db, firstUndoneAction(db), false));

/** What an undo and a redo would take next. */
export function peekActions(db: Db): { readonly undo: UndoLabel | null; readonly redo: UndoLabel | null } {
  return { undo: nameLastAction(db)?.label ?? null, redo: nameFirstUndoneAction(db)?.label ?? null };
}

function turn(db: Db, action: UndoAction | null, isUndone: boolean): TurnedAction | null {
  if (!action) return null;
  const { id, label } = action;
  const changes = action.changes.toReversed().map((change) => takeBack(db, change));
  turnAction(db, { id, changes, isUndone });
  return {
    label,
    scenes: changes.flatMap((change) => (change.type === 'scene-text' ? [change.sceneId] : [])),
    lore: changes.some(({ type }) => type === 'lore-entry' || type === 'progressions'),
  };
}
