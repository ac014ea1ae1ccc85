import { create } from 'zustand';
import type { ChapterId } from '../../../src-shared/domain/ids.ts';
import type { ModelOption } from '../../../src-shared/domain/job-summary.ts';
import type { PromptPreview } from '../../../src-shared/domain/prompt-preview.ts';
import { chaptersOf, type Chapter } from '../../../src-shared/domain/novel.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { sayError } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { flushScene, useScene } from '../manuscript/scene-store.ts';
import { refreshJobs } from './crew-store.ts';
import { showJob } from './draft-store.ts';
import { mayUseModel, tellIfNoneIsThere } from './practice-model.ts';

/** What the writer asks of a chapter, as the dialog has it. */
export interface ChapterForm {
  readonly chapterId: ChapterId;
  readonly text: string;
  readonly words: number;
  readonly tone: string;
  readonly model: string | null;
  readonly threshold: number;
  readonly maxRevisions: number;
}

interface GenerateState {
  readonly form: ChapterForm | null; // null: the dialog is closed
  readonly models: readonly ModelOption[];
  /** The prompts that were looked at; null while they are not asked for. */
  readonly prompts: readonly PromptPreview[] | null;
  readonly isLooking: boolean;
  readonly isStarting: boolean;
  readonly error: string | null;
}

const closed = { form: null, prompts: null, isLooking: false, isStarting: false, error: null };

export const useGenerate = create<GenerateState>()(() => ({ ...closed, models: [] }));

/** Opens the dialog for the chapter that is open, or for the novel's first. */
export async function openGenerate(): Promise<void> {
  const { outline } = useNovel.getState();
  const chapters = outline ? chaptersOf(outline) : [];
  const { scene } = useScene.getState();
  const chapter = chapters.find(({ id }) => id === scene?.chapterId) ?? chapters[0];
  if (!chapter) return;
  try {
    await flushScene();
    const { models } = await api.request('jobs.listModels', { novelId: openNovelId() });
    if (await tellIfNoneIsThere(models)) return;
    const form = formFor(chapter, { tone: '', model: models[0]?.id ?? null, threshold: 70, maxRevisions: 2 });
    useGenerate.setState({ ...closed, models, form });
  } catch (error) {
    notifyError(error);
  }
}

/** A chapter's plan as the brief begins: its summary, then its empty scenes' synopses, a line of *** between scenes. */
export function briefOf({ summary, scenes }: Chapter): string {
  const told = scenes
    .filter(({ wordCount, synopsis }) => wordCount === 0 && synopsis.trim() !== '')
    .map(({ synopsis }) => synopsis.trim());
  return told.length > 1
    ? told.join('\n***\n')
    : [summary.trim(), ...told].filter((text) => text !== '').join('\n\n');
}

function formFor(chapter: Chapter, kept: Omit<ChapterForm, 'chapterId' | 'text' | 'words'>): ChapterForm {
  const goal = chapter.scenes.reduce(
    (sum, { wordGoal, wordCount }) => sum + (wordCount === 0 ? (wordGoal ?? 0) : 0),
    0,
  );
  const words = goal > 0 ? Math.min(20_000, Math.max(50, goal)) : 1200;
  return { ...kept, chapterId: chapter.id, text: briefOf(chapter), words };
}

/** Turns the dialog to another chapter, whose plan becomes the brief. */
export function chooseChapter(chapterId: ChapterId): void {
  const { outline } = useNovel.getState();
  const chapter = outline && chaptersOf(outline).find(({ id }) => id === chapterId);
  const { form } = useGenerate.getState();
  if (chapter && form) useGenerate.setState({ form: formFor(chapter, form), prompts: null, error: null });
}

/** Keeps what was typed; prompts that were looked at are no longer those that would be sent. */
export function changeForm(change: Partial<ChapterForm>): void {
  useGenerate.setState(({ form }) => ({ form: form && { ...form, ...change }, prompts: null, error: null }));
}

export function closeGenerate(): void {
  useGenerate.setState(closed);
}

/** What main is asked for by the form. */
export function wishOf({ chapterId, text, words, tone, model, threshold, maxRevisions }: ChapterForm) {
  return {
    novelId: openNovelId(),
    chapterId,
    brief: { text, words, tone },
    quality: { threshold, maxRevisions },
    ...(model === null ? {} : { model }),
  };
}

/** Asks for the prompts as they would be sent; no model is asked. */
export async function lookAtPrompts(): Promise<void> {
  const { form, isLooking } = useGenerate.getState();
  if (!form || isLooking) return;
  useGenerate.setState({ isLooking: true, error: null });
  try {
    const prompts = await api.request('jobs.previewPrompt', wishOf(form));
    if (useGenerate.getState().form === form) useGenerate.setState({ prompts });
  } catch (error) {
    useGenerate.setState({ error: sayError(error) });
  } finally {
    useGenerate.setState({ isLooking: false });
  }
}

/** Goes back from the prompts to the brief. */
export function leavePrompts(): void {
  useGenerate.setState({ prompts: null });
}

/** Queues the chapter and shows its text as it comes. */
export async function startGenerating(): Promise<void> {
  const { form, isStarting } = useGenerate.getState();
  if (!form || isStarting) return;
  useGenerate.setState({ isStarting: true, error: null });
  try {
    if (!(await mayUseModel(form.model))) return;
    await flushScene();
    const { jobId } = await api.request('jobs.generateChapter', wishOf(form));
    await refreshJobs();
    closeGenerate();
    showJob(jobId);
  } catch (error) {
    useGenerate.setState({ error: sayError(error) });
  } finally {
    useGenerate.setState({ isStarting: false });
  }
}
