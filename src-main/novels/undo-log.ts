import type { SceneId } from '../../src-shared/domain/ids.ts';
import type { UndoChange, UndoLabel } from '../../src-shared/domain/undo.ts';
import { deleteForGood, listBinned } from '../db/bin.ts';
import { write, type Db } from '../db/connection.ts';
import {
  addUndoAction,
  firstUndoneAction,
  lastAction,
  turnAction,
  type UndoAction,
} from '../db/undo-actions.ts';
import { sealed, takeBack } from './undo-changes.ts';

export type { UndoChange, UndoLabel } from '../../src-shared/domain/undo.ts';

export interface Action {
  /** What it is called in the menu: a key of the catalogue and its values. */
  readonly label: UndoLabel;
  /** What it did, told by what was there before, in the order it was done. */
  readonly changes: readonly UndoChange[];
}

/**
 * Writes an action into the novel's log so that it can be taken back; call it last inside the same `write` as the
 * action. The log keeps the last hundred. What had been undone before can no longer come back.
 */
export const recordAction = write((db, { label, changes }: Action): void => {
  addUndoAction(db, { label, changes: changes.map((change) => sealed(db, change)) });
  deleteForGood(db, listBinned(db, ['undone']));
});

/** What an undo or a redo did. */
export interface TurnedAction {
  readonly label: UndoLabel;
  /** The scenes whose prose is another one now. */
  readonly scenes: readonly SceneId[];
}

/** Takes the last action back; null where there is none. Throws UNDO_CHANGED, and nothing is changed, where the text it left is another one now. */
export const undoAction = write((db): TurnedAction | null => turn(db, lastAction(db), true));

/** Does the last undone action again; null where there is none. Throws UNDO_CHANGED. */
export const redoAction = write((db): TurnedAction | null => turn(db, firstUndoneAction(db), false));

/** What an undo and a redo would take next. */
export function peekActions(db: Db): { readonly undo: UndoLabel | null; readonly redo: UndoLabel | null } {
  return { undo: lastAction(db)?.label ?? null, redo: firstUndoneAction(db)?.label ?? null };
}

function turn(db: Db, action: UndoAction | null, isUndone: boolean): TurnedAction | null {
  if (!action) return null;
  const { id, label } = action;
  const changes = action.changes.toReversed().map((change) => takeBack(db, change));
  turnAction(db, { id, changes, isUndone });
  return {
    label,
    scenes: changes.flatMap((change) => (change.type === 'scene-text' ? [change.sceneId] : [])),
  };
}
