import type { EntryId } from '../../../src-shared/domain/ids.ts';
import { notifyError } from '../../ui/notices.ts';
import { showPanel } from '../shell/panel-store.ts';
import { openEntry } from '../worldbook/entry-store.ts';

/** Shows a worldbook entry. */
export function openLore(id: EntryId): void {
  showPanel('worldbook');
  openEntry(id).catch(notifyError);
}
