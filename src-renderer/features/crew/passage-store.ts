import { create } from 'zustand';
import type { ModelOption } from '../../../src-shared/domain/job-summary.ts';
import type { HelpTask } from '../../../src-shared/domain/passage.ts';
import type { PromptPreview } from '../../../src-shared/domain/prompt-preview.ts';
import { api } from '../../api.ts';
import { useActiveEditor } from '../../editor/active-editor.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say, sayError } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { flushScene } from '../manuscript/scene-store.ts';
import { askForHelp } from './passage-help.ts';
import { tellIfNoneIsThere } from './practice-model.ts';
import { previewHelp, spanFor, type HelpWish } from './passage-request.ts';

interface PassageState {
  /** What the writer asks of a passage, as the dialog has it; null: the dialog is closed. */
  readonly wish: HelpWish | null;
  readonly models: readonly ModelOption[];
  /** The prompt that was looked at; null while it is not asked for. */
  readonly prompts: readonly PromptPreview[] | null;
  readonly isLooking: boolean;
  readonly error: string | null;
}

const closed: PassageState = { wish: null, models: [], prompts: null, isLooking: false, error: null };

export const usePassage = create<PassageState>()(() => closed);

/** Asks what is wished of the selection, or of the cursor's paragraph, before a model is asked. */
export async function openPassage(task: HelpTask): Promise<void> {
  const { editor } = useActiveEditor.getState();
  if (!editor) return;
  if (!spanFor(editor, task)) return void notify({ kind: 'info', text: say('passage.selectFirst') });
  try {
    const { models } = await api.request('jobs.listModels', { novelId: openNovelId() });
    if (await tellIfNoneIsThere(models)) return;
    await flushScene(); // what it may cost is reckoned from the words as they stand
    const wish = { task, instruction: '', model: models[0]?.id ?? null, words: null };
    usePassage.setState({ ...closed, wish, models });
  } catch (error) {
    notifyError(error);
  }
}

export function closePassage(): void {
  usePassage.setState(closed);
}

/** Keeps what was typed. */
export function changeWish(change: Partial<Omit<HelpWish, 'task'>>): void {
  usePassage.setState(({ wish }) => ({ wish: wish && { ...wish, ...change }, error: null }));
}

/** Asks for the prompt as it would be sent; no model is asked. */
export async function lookAtPrompt(): Promise<void> {
  const { wish, isLooking } = usePassage.getState();
  if (!wish || isLooking) return;
  usePassage.setState({ isLooking: true, error: null });
  try {
    const prompts = await previewHelp(wish);
    if (usePassage.getState().wish === wish) usePassage.setState({ prompts });
  } catch (error) {
    usePassage.setState({ error: sayError(error) });
  } finally {
    usePassage.setState({ isLooking: false });
  }
}

/** Goes back from the prompt to the wish. */
export function leavePrompt(): void {
  usePassage.setState({ prompts: null });
}

/** Asks for the help; what comes is shown in pencil on the page. */
export async function startHelp(): Promise<void> {
  const { wish } = usePassage.getState();
  if (!wish) return;
  closePassage();
  await askForHelp({ ...wish, instruction: wish.instruction.trim() });
}
