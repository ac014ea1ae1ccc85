import { z } from 'zod';
import { UndoChange, UndoLabel } from '../../src-shared/domain/undo.ts';
import { write, type Db } from './connection.ts';
import { packJson, unpackJson } from './packed-json.ts';

/** An action of the novel's log. `changes` lead back, or forth again where it is undone. */
export interface UndoAction {
  readonly id: number;
  readonly label: UndoLabel;
  readonly changes: readonly UndoChange[];
}

/** How many actions can be taken back. */
const longest = 100;

/** Adds an action to the end of the log; what was undone can no longer come back, and the oldest one drops out. */
export const addUndoAction = write((db, { label, changes }: Omit<UndoAction, 'id'>): void => {
  db.prepare('DELETE FROM undo_action WHERE is_undone = 1').run();
  db.prepare(
    `INSERT INTO undo_action (label_key, label_values, changes, needs, created_at)
     VALUES (:key, :values, :changes, :needs, :now)`,
  ).run({ key: label.key, values: JSON.stringify(label.values), ...columnsOf(changes), now: Date.now() });
  db.prepare(
    'DELETE FROM undo_action WHERE id NOT IN (SELECT id FROM undo_action ORDER BY id DESC LIMIT ?)',
  ).run(longest);
});

/** The action that an undo would take back next. */
export function lastAction(db: Db): UndoAction | null {
  return findAction(db, 'WHERE is_undone = 0 ORDER BY id DESC LIMIT 1');
}

/** The action that a redo would bring again next. */
export function firstUndoneAction(db: Db): UndoAction | null {
  return findAction(db, 'WHERE is_undone = 1 ORDER BY id LIMIT 1');
}

/** Turns an action over: it is undone or done again, and these changes lead the other way. */
export const turnAction = write(
  (db, { id, changes, isUndone }: Pick<UndoAction, 'id' | 'changes'> & { isUndone: boolean }): void => {
    db.prepare(
      'UPDATE undo_action SET changes = :changes, needs = :needs, is_undone = :isUndone WHERE id = :id',
    ).run({ id, ...columnsOf(changes), isUndone: isUndone ? 1 : 0 });
  },
);

/** Forgets every action that cannot do without one of these ids. */
export const forgetActionsOf = write((db, ids: readonly string[]): void => {
  db.prepare(
    `DELETE FROM undo_action WHERE EXISTS (
       SELECT 1 FROM json_each(undo_action.needs) AS needed
       WHERE needed.value IN (SELECT value FROM json_each(?)))`,
  ).run(JSON.stringify(ids));
});

interface ActionRow {
  readonly id: number;
  readonly label_key: string;
  readonly label_values: string;
  readonly changes: Buffer;
}

function findAction(db: Db, where: string): UndoAction | null {
  const row = db
    .prepare<[], ActionRow>(`SELECT id, label_key, label_values, changes FROM undo_action ${where}`)
    .get();
  return row
    ? {
        id: row.id,
        label: UndoLabel.parse({ key: row.label_key, values: JSON.parse(row.label_values) }),
        changes: z.array(UndoChange).parse(unpackJson(row.changes)),
      }
    : null;
}

function columnsOf(changes: readonly UndoChange[]): { readonly changes: Buffer; readonly needs: string } {
  return { changes: packJson(changes), needs: JSON.stringify([...new Set(changes.flatMap(needsOf))]) };
}

function needsOf(change: UndoChange): readonly string[] {
  switch (change.type) {
    case 'scene-text':
      return [change.sceneId, change.versionId];
    case 'scene-made':
    case 'scene-details':
      return [change.sceneId];
    case 'titles':
      return [change.item.id];
    case 'placed':
      return 'parentId' in change.before && change.before.parentId !== null
        ? [change.item.id, change.before.parentId]
        : [change.item.id];
    case 'progressions':
      return [change.before, change.after];
    default:
      return [];
  }
}
