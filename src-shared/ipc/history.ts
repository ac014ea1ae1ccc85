import { z } from 'zod';
import { NovelId, SceneId, type NovelId as Novel } from '../domain/ids.ts';
import { UndoLabel } from '../domain/undo.ts';
import { route } from './route.ts';

const input = z.strictObject({ novelId: NovelId });
/** What was taken back or done again, and the scenes whose prose is another one now; null where there was nothing. */
export const TurnedAction = z
  .object({ label: UndoLabel, scenes: z.array(SceneId).readonly(), lore: z.boolean() })
  .nullable();

/** What the window may ask about the novel's log: what can be taken back besides typing. */
export const historyRoutes = {
  'history.peek': route({
    input,
    output: z.object({ undo: UndoLabel.nullable(), redo: UndoLabel.nullable() }),
  }),
  /** Takes the last action back; one that is named only where it is the last, else it throws UNDO_NOT_LAST. */
  'history.undo': route({ input: input.extend({ actionId: z.int().optional() }), output: TurnedAction }),
  'history.redo': route({ input, output: TurnedAction }),
};

/** What main tells the window about history, by the event's name. */
export interface HistoryEvents {
  /** What an undo and a redo would take next is something else now. */
  readonly 'history.changed': {
    readonly novelId: Novel;
    readonly undo: UndoLabel | null;
    readonly redo: UndoLabel | null;
  };
}
