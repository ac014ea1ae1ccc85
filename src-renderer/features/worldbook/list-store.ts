import { create } from 'zustand';
import type { LoreSummary } from '../../../src-shared/domain/lore-summary.ts';
import type { SearchHit } from '../../../src-shared/domain/search.ts';
import { api } from '../../api.ts';
import { useWords } from '../../words.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { viewEntries, type ListView } from './list-view.ts';
import { useWorldbook } from './worldbook-store.ts';

/** Passages that answer a question by their meaning. */
export interface MeaningSearch {
  readonly text: string;
  readonly hits: readonly SearchHit[] | null; // null while it is searched
  readonly error: unknown;
}

interface ListState {
  readonly view: ListView;
  readonly shown: readonly LoreSummary[];
  readonly by: 'name' | 'meaning';
  /** Scenes answer too, beside the worldbook. */
  readonly withScenes: boolean;
  readonly search: MeaningSearch | null;
}

const start: ListState = {
  view: { filter: '', kinds: [], sort: 'title' },
  shown: [],
  by: 'name',
  withScenes: false,
  search: null,
};

/** What the worldbook's list shows, and how. */
export const useLoreList = create<ListState>()(() => start);

/** Changes how the list is looked at. */
export function changeView(change: Partial<ListView>): void {
  const view = { ...useLoreList.getState().view, ...change };
  useLoreList.setState({ view, shown: shownBy(view) });
}

/** Looks for names, at once, or for meaning, when asked to. */
export function searchBy(by: ListState['by']): void {
  useLoreList.setState({ by, search: null });
  if (by === 'meaning') void findMeaning();
}

/** Lets scenes answer too, or the worldbook alone. */
export function searchScenes(withScenes: boolean): void {
  useLoreList.setState({ withScenes });
  void findMeaning();
}

/** Asks what the field says by meaning and by words. */
export async function findMeaning(): Promise<void> {
  const { view, withScenes } = useLoreList.getState();
  const text = view.filter.trim();
  if (text === '') return useLoreList.setState({ search: null });
  const search: MeaningSearch = { text, hits: null, error: null };
  useLoreList.setState({ by: 'meaning', search });
  const isCurrent = (): boolean => useLoreList.getState().search === search;
  try {
    const hits = await api.request('search.find', {
      novelId: openNovelId(),
      query: { text, mode: 'full', sources: withScenes ? ['lore', 'scene'] : ['lore'], limit: 20 },
    });
    if (isCurrent()) useLoreList.setState({ search: { ...search, hits } });
  } catch (error) {
    if (isCurrent()) useLoreList.setState({ search: { ...search, hits: [], error } });
  }
}

/** The open novel's language, which names are compared by. */
export function novelLanguage(): string {
  return useNovel.getState().outline?.novel.language ?? 'en';
}

function shownBy(view: ListView): readonly LoreSummary[] {
  const { locale } = useWords.getState();
  return viewEntries(useWorldbook.getState().entries, view, { language: novelLanguage(), locale });
}

useWorldbook.subscribe(({ isLoaded }) => {
  if (!isLoaded) useLoreList.setState(start);
  else useLoreList.setState(({ view }) => ({ shown: shownBy(view) }));
});
