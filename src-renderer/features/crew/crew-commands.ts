import { useActiveEditor } from '../../editor/active-editor.ts';
import { registerCommands, type Command } from '../commands/commands.ts';
import { useNovel } from '../library/novel-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { showPanel, togglePanel } from '../shell/panel-store.ts';
import { openGenerate } from './generate-store.ts';
import { askForHelp } from './passage-help.ts';
import { openPassage } from './passage-store.ts';

const hasModels = (): boolean => useSettings.getState().modelFeatures;
const mayGenerate = (): boolean => hasModels() && useNovel.getState().novelId !== null;
const mayHelp = (): boolean => mayGenerate() && useActiveEditor.getState().editor !== null;

const goOn = { task: 'continue', instruction: '', model: null, words: null } as const;

const commands: readonly Command[] = [
  { id: 'chapter.generate', shortcut: 'Mod+Shift+G', isEnabled: mayGenerate, run: openGenerate },
  { id: 'text.continue', shortcut: 'Mod+J', isEnabled: mayHelp, run: () => askForHelp(goOn) },
  { id: 'text.continueAs', isEnabled: mayHelp, run: () => openPassage('continue') },
  { id: 'text.rewrite', shortcut: 'Mod+Shift+J', isEnabled: mayHelp, run: () => openPassage('rewrite') },
  { id: 'text.expand', shortcut: 'Mod+Alt+J', isEnabled: mayHelp, run: () => openPassage('expand') },
  { id: 'draft.show', isEnabled: mayGenerate, run: () => showPanel('draft') },
  { id: 'jobs.show', isEnabled: mayGenerate, run: () => togglePanel('jobs') },
];

registerCommands(commands.map((command) => ({ ...command, isShown: hasModels })));
