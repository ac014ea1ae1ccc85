import { create } from 'zustand';
import type { EntryId, NovelId } from '../../../src-shared/domain/ids.ts';
import type { LoreDetails, LoreSummary } from '../../../src-shared/domain/lore-summary.ts';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { useNovel } from '../library/novel-store.ts';

interface WorldbookState {
  /** Every entry by name, in the order they were made. */
  readonly entries: readonly LoreSummary[];
  readonly byId: ReadonlyMap<EntryId, LoreSummary>;
  readonly isLoaded: boolean;
}

const nothing: WorldbookState = { entries: [], byId: new Map(), isLoaded: false };

/** The open novel's worldbook, without its texts. */
export const useWorldbook = create<WorldbookState>()(() => nothing);

let turn = 0;

/** Asks main for the worldbook again; an answer that a later question overtook is dropped. */
export async function refreshLore(): Promise<void> {
  const { novelId } = useNovel.getState();
  const mine = ++turn;
  if (novelId === null) return useWorldbook.setState(nothing);
  try {
    const entries = await api.request('lore.list', { novelId });
    if (mine === turn) show(keepKnown(entries));
  } catch (error) {
    if (mine === turn) notifyError(error);
  }
}

/** Shows an entry as it was just saved. */
export function putSummary(details: LoreDetails): void {
  const summary = summaryOf(details);
  const { entries, byId } = useWorldbook.getState();
  turn++; // a list that was asked for before is older
  show(
    byId.has(summary.id)
      ? entries.map((entry) => (entry.id === summary.id ? summary : entry))
      : [...entries, summary],
  );
}

/** Takes entries out of the list that were just deleted. */
export function dropSummaries(ids: readonly EntryId[]): void {
  turn++;
  show(useWorldbook.getState().entries.filter(({ id }) => !ids.includes(id)));
}

function show(entries: readonly LoreSummary[]): void {
  useWorldbook.setState({
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    isLoaded: true,
  });
}

/** An entry that is as it was stays the same object: what was worked out from it need not be again. */
function keepKnown(entries: readonly LoreSummary[]): readonly LoreSummary[] {
  const { byId } = useWorldbook.getState();
  return entries.map((entry) => {
    const known = byId.get(entry.id);
    return known && isAsItWas(known, entry) ? known : entry;
  });
}

/** Every edit and undo of an entry makes its revision grow; what the program finds out about it does not. */
function isAsItWas(known: LoreSummary, entry: LoreSummary): boolean {
  const { revision, updatedAt, relations, progressions } = entry;
  return (
    known.revision === revision &&
    known.updatedAt === updatedAt &&
    known.relations === relations &&
    known.progressions === progressions
  );
}

function summaryOf(entry: LoreDetails): LoreSummary {
  const { id, kind, title, aliases, inclusion, revision, updatedAt } = entry;
  const alone = entry.secondaryKeys.length === 0 ? entry.keys : [];
  return {
    ...{ id, kind, title, aliases, inclusion, revision, updatedAt },
    plainKeys: alone.flatMap((key) =>
      key.kind === 'plain' ? [{ text: key.text, caseSensitive: key.caseSensitive }] : [],
    ),
    patterns: alone.flatMap((key) => (key.kind === 'regex' ? [`/${key.source}/${key.flags}`] : [])),
    relations: entry.relations.length,
    progressions: entry.progressions.length,
  };
}

let shownNovel: NovelId | null = null;
useNovel.subscribe(({ novelId }) => {
  if (novelId === shownNovel) return;
  shownNovel = novelId;
  useWorldbook.setState(nothing);
  void refreshLore();
});

api.on('novels.changed', ({ novelId, lore }) => {
  if (lore && novelId === useNovel.getState().novelId) void refreshLore();
});
