import { create } from 'zustand';
import type { EntryId, NovelId } from '../../../src-shared/domain/ids.ts';
import type { LoreDetails } from '../../../src-shared/domain/lore-summary.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { emptyForm, faultOf, isSameForm, toEdit, toForm, type EntryForm } from './entry-form.ts';
import { putSummary } from './worldbook-store.ts';

interface OpenEntry {
  readonly novelId: NovelId;
  /** As it was last read or saved; null for one that is new. */
  readonly stored: LoreDetails | null;
  readonly form: EntryForm;
  /** What undo and redo go back and forth to: states that were saved. */
  readonly past: readonly EntryForm[];
  readonly future: readonly EntryForm[];
  /** What undo or redo put into the form: saving it is no new step. */
  readonly travelled: EntryForm | null;
}

const untravelled = { past: [], future: [], travelled: null };

interface EntryState {
  /** Null where the list is shown. */
  readonly entry: OpenEntry | null;
  readonly saving: 'saved' | 'unsaved' | 'saving' | 'failed';
  readonly error: unknown;
}

const nothing: EntryState = { entry: null, saving: 'saved', error: null };

/** The entry that is open in the panel. */
export const useEntry = create<EntryState>()(() => nothing);

const quietMs = 1_500;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving: Promise<void> = Promise.resolve();
/** Grows with every entry that is shown: what belongs to one before it is dropped. */
let turn = 0;

/** Saves what is open and opens another entry in the worldbook's panel. */
export async function openEntry(id: EntryId): Promise<void> {
  const mine = ++turn;
  try {
    const novelId = openNovelId();
    await flushEntry();
    const stored = await api.request('lore.get', { novelId, id });
    if (mine !== turn) return;
    showEntry({ novelId, stored, form: toForm(stored), ...untravelled });
  } catch (error) {
    if (mine === turn) notifyError(error);
  }
}

/** Opens a new entry; it is kept once it has a title. */
export async function newEntry(given: Partial<EntryForm> = {}): Promise<void> {
  turn++;
  await flushEntry();
  const form = { ...emptyForm, ...given };
  showEntry({ novelId: openNovelId(), stored: null, form, ...untravelled });
  if (faultOf(form) === null) await flushEntry();
}

function showEntry(entry: OpenEntry): void {
  const isNew = entry.stored === null && entry.form.title !== '';
  useEntry.setState({ entry, saving: isNew ? 'unsaved' : 'saved', error: null });
  showPanel('worldbook');
}

/** Saves what is open and goes back to the list; where that fails the form stays, with every word. */
export async function closeEntry(): Promise<void> {
  await flushEntry();
  const { entry, saving: state } = useEntry.getState();
  if (entry && (state === 'saved' || isUntouched(entry))) hideEntry();
}

/** Saves what is open. Throws what the save threw, and INPUT_INVALID where the form cannot be saved as it stands. */
export async function saveOpenEntry(): Promise<void> {
  await flushEntry();
  const { entry, saving: state, error } = useEntry.getState();
  if (!entry || state === 'saved' || isUntouched(entry)) return;
  const reason = say(`worldbook.fault.${faultOf(entry.form) ?? 'title'}`);
  throw error ?? new AppError('INPUT_INVALID', { field: say('worldbook.title'), reason });
}

const isUntouched = ({ stored, form }: OpenEntry): boolean => stored === null && isSameForm(form, emptyForm);

/** Goes back to the list without saving. */
export function hideEntry(): void {
  clearTimeout(timer);
  turn++;
  useEntry.setState(nothing);
}

/** Changes the form; it is saved when the writer pauses or leaves the field. */
export function changeForm(change: Partial<EntryForm>): void {
  const { entry } = useEntry.getState();
  if (!entry) return;
  useEntry.setState({ entry: { ...entry, form: { ...entry.form, ...change } }, saving: 'unsaved' });
  clearTimeout(timer);
  timer = setTimeout(() => void flushEntry(), quietMs);
}

/** Saves what is unsaved; one save follows the other. What cannot be saved stays in the form, and the store says so. */
export function flushEntry(): Promise<void> {
  clearTimeout(timer);
  saving = saving.then(saveNow);
  return saving;
}

async function saveNow(): Promise<void> {
  const { entry, saving: state } = useEntry.getState();
  if (!entry || state === 'saved' || faultOf(entry.form) !== null) return;
  const before = entry.stored ? toForm(entry.stored) : null;
  if (before && isSameForm(before, entry.form)) return useEntry.setState({ saving: 'saved', error: null });
  useEntry.setState({ saving: 'saving' });
  const mine = turn;
  try {
    const stored = await api.request('lore.save', {
      novelId: entry.novelId,
      id: entry.stored?.id ?? null,
      content: toEdit(entry.form),
      baseRevision: entry.stored?.revision ?? null,
    });
    putSummary(stored);
    if (mine === turn) settle(stored, { saved: entry.form, before });
  } catch (error) {
    if (mine === turn) useEntry.setState({ saving: 'failed', error });
    else notifyError(error);
  }
}

/** Main has it. What was typed meanwhile is unsaved still. */
function settle(
  stored: LoreDetails,
  { saved, before }: { readonly saved: EntryForm; readonly before: EntryForm | null },
): void {
  const { entry } = useEntry.getState();
  if (!entry) return;
  const isStep = before !== null && saved !== entry.travelled;
  const past = isStep ? [...entry.past, before] : entry.past;
  const future = isStep ? [] : entry.future;
  const isDone = entry.form === saved;
  useEntry.setState({
    entry: { ...entry, stored, past, future },
    saving: isDone ? 'saved' : 'unsaved',
    error: null,
  });
  if (!isDone) timer = setTimeout(() => void flushEntry(), quietMs);
}

/** Goes one saved state back; what is unsaved is saved first, so that redo brings it. */
export async function undoEntry(): Promise<void> {
  await flushEntry();
  const { entry } = useEntry.getState();
  const form = entry?.past.at(-1);
  if (!entry || !form) return;
  const { past, future } = entry;
  travel({ ...entry, form, past: past.slice(0, -1), future: [...future, entry.form] });
}

/** Goes one state forward again. */
export function redoEntry(): void {
  const { entry } = useEntry.getState();
  const form = entry?.future.at(-1);
  if (!entry || !form) return;
  travel({ ...entry, form, past: [...entry.past, entry.form], future: entry.future.slice(0, -1) });
}

function travel(entry: OpenEntry): void {
  useEntry.setState({ entry: { ...entry, travelled: entry.form }, saving: 'unsaved' });
  void flushEntry();
}

/** After a save that somebody else was ahead of: saves the form over what stands now. */
export async function keepMine(): Promise<void> {
  const { entry } = useEntry.getState();
  if (!entry?.stored) return;
  const { novelId } = entry;
  try {
    const stored = await api.request('lore.get', { novelId, id: entry.stored.id });
    useEntry.setState({ entry: { ...entry, stored }, saving: 'unsaved', error: null });
    await flushEntry();
  } catch (error) {
    notifyError(error);
  }
}

/** Or takes what stands now and drops the form. */
export async function takeStored(): Promise<void> {
  const { entry } = useEntry.getState();
  if (!entry?.stored) return;
  const { id } = entry.stored;
  hideEntry();
  await openEntry(id);
}

/** What main changed by itself (an undo, an import) is shown; what the writer has not saved yet stays. */
async function readAgain({ novelId, stored }: OpenEntry): Promise<void> {
  if (!stored) return;
  const isStill = (): boolean => useEntry.getState().entry?.stored === stored;
  try {
    const now = await api.request('lore.get', { novelId, id: stored.id });
    if (!isStill() || now.revision === stored.revision || useEntry.getState().saving !== 'saved') return;
    useEntry.setState({ entry: { novelId, stored: now, form: toForm(now), ...untravelled } });
  } catch (error) {
    if (!isStill()) return;
    if (error instanceof AppError && error.code === 'ENTRY_NOT_FOUND') hideEntry();
    else notifyError(error);
  }
}

useNovel.subscribe(({ novelId }) => {
  const { entry } = useEntry.getState();
  if (entry && entry.novelId !== novelId) hideEntry();
});

api.on('novels.changed', ({ novelId, lore }) => {
  const { entry } = useEntry.getState();
  if (lore && entry?.novelId === novelId) void readAgain(entry);
});
