import type { EntryId } from '../../../src-shared/domain/ids.ts';
import { showPanel } from '../shell/panel-store.ts';

/** Shows a worldbook entry. */
export function openLore(id: EntryId): void {
  void id;
  showPanel('worldbook');
}
