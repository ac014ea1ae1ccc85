import type { EntryId } from '../../../src-shared/domain/ids.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { undoLast } from '../outline/history-actions.ts';
import { hideEntry, useEntry } from './entry-store.ts';
import { dropSummaries } from './worldbook-store.ts';

/** Deletes entries and offers to take it back. */
export async function deleteEntries(ids: readonly EntryId[], title: string): Promise<void> {
  try {
    const { actionId } = await api.request('lore.delete', { novelId: openNovelId(), ids: [...ids] });
    dropSummaries(ids);
    if (ids.includes(useEntry.getState().entry?.stored?.id as EntryId)) hideEntry();
    notify({
      kind: 'info',
      text: say('worldbook.deleted', { title }),
      action: { label: say('worldbook.undo'), run: () => void undoLast(actionId) },
    });
  } catch (error) {
    notifyError(error);
  }
}
