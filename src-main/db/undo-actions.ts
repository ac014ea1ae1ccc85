import { z } from 'zod';
import { UndoChange, UndoLabel } from '../../src-shared/domain/undo.ts';
import { write, type Db } from './connection.ts';
import { packJson, unpackJson } from './packed-json.ts';
import { prepared } from './prepared.ts';

/** An action of the novel's log. `changes` lead back, or forth again where it is undone. */
export interface UndoAction {
  readonly id: number;
  readonly label: UndoLabel;
  readonly changes: readonly UndoChange[];
}

/** What an action is called, without what it did: that may be large. */
export interface ActionName extends Pick<UndoAction, 'id' | 'label'> {
  readonly at: number; // ms
}

/** How many actions can be taken back. */
const longest = 100;

/** Adds an action to the end of the log; what was undone can no longer come back, and the oldest one drops out. Answers its id. */
export const addUndoAction = write((db, { label, changes }: Omit<UndoAction, 'id'>): number => {
  db.prepare('DELETE FROM undo_action WHERE is_undone = 1').run();
  const added = db.prepare(
    `INSERT INTO undo_action (label_key, label_values, changes, needs, created_at)
     VALUES (:key, :values, :changes, :needs, :now)`,
  );
  const { lastInsertRowid } = added.run({
    key: label.key,
    values: JSON.stringify(label.values),
    ...columnsOf(changes),
    now: Date.now(),
  });
  db.prepare(
    'DELETE FROM undo_action WHERE id NOT IN (SELECT id FROM undo_action ORDER BY id DESC LIMIT ?)',
  ).run(longest);
  return Number(lastInsertRowid);
});

/** The action that an undo would take back next. */
export const lastAction = (db: Db): UndoAction | null => findAction(db, lastFirst);

/** Its name. */
export const nameLastAction = (db: Db): ActionName | null => findName(db, lastFirst);

/** The action that a redo would bring again next. */
export const firstUndoneAction = (db: Db): UndoAction | null => findAction(db, undoneFirst);

/** Its name. */
export const nameFirstUndoneAction = (db: Db): ActionName | null => findName(db, undoneFirst);

const lastFirst = 'WHERE is_undone = 0 ORDER BY id DESC LIMIT 1';
const undoneFirst = 'WHERE is_undone = 1 ORDER BY id LIMIT 1';

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

interface NameRow {
  readonly id: number;
  readonly label_key: string;
  readonly label_values: string;
  readonly created_at: number;
}

function findName(db: Db, where: string): ActionName | null {
  const row = prepared<[], NameRow>(
    db,
    `SELECT id, label_key, label_values, created_at FROM undo_action ${where}`,
  ).get();
  if (!row) return null;
  const label = UndoLabel.parse({ key: row.label_key, values: JSON.parse(row.label_values) });
  return { id: row.id, label, at: row.created_at };
}

function findAction(db: Db, where: string): UndoAction | null {
  const name = findName(db, where);
  if (name === null) return null;
  const packed = db.prepare<[number], Buffer>('SELECT changes FROM undo_action WHERE id = ?').pluck();
  const { id, label } = name;
  return { id, label, changes: z.array(UndoChange).parse(unpackJson(packed.get(id)!)) };
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
