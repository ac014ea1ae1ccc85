import type { Editor } from '@tiptap/core';
import type { SceneId } from '../../../src-shared/domain/ids.ts';
import type { HelpTask } from '../../../src-shared/domain/passage.ts';
import type { PromptPreview } from '../../../src-shared/domain/prompt-preview.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { blockAt } from '../../editor/positions.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { flushScene } from '../manuscript/scene-store.ts';

/** What a helper is asked besides the passage itself. */
export interface HelpWish {
  readonly task: HelpTask;
  readonly instruction: string;
  /** Which of the models on offer; the first where it is null. */
  readonly model: string | null;
  /** About how many words; as many as the task usually has where it is null. */
  readonly words: number | null;
}

/** The prompt that would be sent for help with the selection; no model is asked. Throws INPUT_INVALID without a passage. */
export async function previewHelp(wish: HelpWish): Promise<readonly PromptPreview[]> {
  const asked = placedRequest(wish);
  if (!asked) throw new AppError('INPUT_INVALID', { field: 'passage', reason: say('passage.selectFirst') });
  await flushScene();
  return api.request('jobs.previewPassage', asked);
}

/** What main is asked for a wish about the selection in the open scene; null where there is no passage. */
export function placedRequest(wish: HelpWish): ReturnType<typeof requestFor> {
  const { editor, sceneId } = useActiveEditor.getState();
  const span = editor && spanFor(editor, wish.task);
  return span && sceneId !== null ? requestFor(editor, { ...wish, ...span, sceneId }) : null;
}

/** A wish with its passage: where it stands in the open scene. */
export interface PlacedWish extends HelpWish {
  readonly from: number;
  readonly to: number;
  readonly sceneId: SceneId;
}

/** What main is asked for a wish; null where the passage is in no paragraph. */
export function requestFor(
  { state }: Editor,
  { from, to, sceneId, task, instruction, model, words }: PlacedWish,
) {
  const [start, end] = [blockAt(state.doc, from), blockAt(state.doc, to)];
  if (!start || !end) return null;
  const point = ({ blockId, offset }: typeof start) => ({ blockId, offset });
  const target = { kind: 'scene', sceneId, start: point(start), end: point(end) } as const;
  const own = { ...(model === null ? {} : { model }), ...(words === null ? {} : { words }) };
  return { novelId: openNovelId(), task, instruction, target, ...own };
}

/** What the task is about: the selection without blanks at its ends; without one the cursor, or its paragraph. */
export function spanFor(
  { state }: Editor,
  task: HelpTask,
): { readonly from: number; readonly to: number } | null {
  const { selection, doc } = state;
  if (task === 'continue') return blockAt(doc, selection.to) && { from: selection.to, to: selection.to };
  const block = blockAt(doc, selection.from);
  if (!block) return null;
  const [from, to] = selection.empty
    ? [block.start, block.start + block.node.content.size]
    : [selection.from, selection.to];
  const text = doc.textBetween(from, to, '\n', '\n');
  if (text.trim() === '') return null;
  const head = text.length - text.trimStart().length;
  const tail = text.length - text.trimEnd().length;
  const isOneBlock = doc.resolve(from).sameParent(doc.resolve(to));
  return isOneBlock ? { from: from + head, to: to - tail } : { from, to };
}
