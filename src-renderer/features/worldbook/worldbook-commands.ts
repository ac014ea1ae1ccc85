import { useActiveEditor } from '../../editor/active-editor.ts';
import { registerCommands } from '../commands/commands.ts';
import { useNovel } from '../library/novel-store.ts';
import { showPanel } from '../shell/panel-store.ts';
import { hitAtCursor, openCardAtCursor } from './card-store.ts';
import { newEntry } from './entry-store.ts';
import { chooseLore } from './import-store.ts';
import { searchBy } from './list-store.ts';

const isOpen = (): boolean => useNovel.getState().novelId !== null;

function selectedWords(): string {
  const { editor } = useActiveEditor.getState();
  if (!editor) return '';
  const { from, to } = editor.state.selection;
  const words = editor.state.doc.textBetween(from, Math.min(to, from + 200), ' ', ' ').trim();
  return words.length > 80 ? '' : words;
}

/** Opens the panel and puts the cursor into its search. */
function search(by: 'name' | 'meaning'): void {
  showPanel('worldbook');
  searchBy(by);
  requestAnimationFrame(() =>
    document.querySelector<HTMLInputElement>('.worldbook-search-field input')?.focus(),
  );
}

registerCommands([
  { id: 'worldbook.search', shortcut: 'Mod+Shift+W', isEnabled: isOpen, run: () => search('name') },
  { id: 'worldbook.searchMeaning', isEnabled: isOpen, run: () => search('meaning') },
  {
    id: 'worldbook.new',
    shortcut: 'Mod+Shift+E',
    isEnabled: isOpen,
    run: () => newEntry({ title: selectedWords() }),
  },
  { id: 'worldbook.import', isEnabled: isOpen, run: () => chooseLore(false) },
  { id: 'worldbook.importFolder', isEnabled: isOpen, run: () => chooseLore(true) },
  {
    id: 'worldbook.card',
    shortcut: 'Alt+Enter',
    isEnabled: () => hitAtCursor() !== null,
    run: () => void openCardAtCursor(),
  },
]);
