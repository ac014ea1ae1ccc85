/** What the system does by itself, in its own way. */
export type MenuRole =
  | 'cut'
  | 'copy'
  | 'paste'
  | 'pasteAndMatchStyle'
  | 'selectAll'
  | 'quit'
  | 'minimize'
  | 'zoomIn'
  | 'zoomOut'
  | 'resetZoom';

/** A line of the native menu: a command of the window, something of the system's, the recent novels, or a rule. */
export type MenuLine =
  { readonly command: string } | { readonly role: MenuRole } | { readonly list: 'recent' } | 'rule';

export interface MenuGroup {
  /** Its words are `menu.<id>`. */
  readonly id: string;
  readonly lines: readonly MenuLine[];
}

const command = (id: string): MenuLine => ({ command: id });
const role = (name: MenuRole): MenuLine => ({ role: name });

/** The native menu. A command that no feature has registered is left out, with rules that would stand alone. */
export const menuGroups: readonly MenuGroup[] = [
  {
    id: 'file',
    lines: [
      command('novel.new'),
      command('novel.open'),
      { list: 'recent' },
      command('novel.openSample'),
      'rule',
      command('manuscript.import'),
      command('lore.import'),
      command('manuscript.export'),
      command('chapter.export'),
      'rule',
      command('novel.settings'),
      command('novel.saveCopy'),
      command('novel.backUp'),
      command('novel.backups'),
      command('novel.move'),
      command('novel.showInFolder'),
      'rule',
      command('settings.open'),
      command('novel.close'),
      role('quit'),
    ],
  },
  {
    id: 'edit',
    lines: [
      command('edit.undo'),
      command('edit.redo'),
      'rule',
      role('cut'),
      role('copy'),
      role('paste'),
      role('pasteAndMatchStyle'),
      role('selectAll'),
      'rule',
      command('scene.find'),
      command('palette.open'),
    ],
  },
  {
    id: 'view',
    lines: [
      command('view.tree'),
      command('panel.worldbook'),
      command('panel.details'),
      command('panel.draft'),
      command('panel.review'),
      command('panel.jobs'),
      'rule',
      command('view.focus'),
      command('view.nextRegion'),
      command('view.previousRegion'),
      'rule',
      role('zoomIn'),
      role('zoomOut'),
      role('resetZoom'),
    ],
  },
  { id: 'manuscript', lines: [] },
  { id: 'crew', lines: [] },
  { id: 'help', lines: [command('help.shortcuts'), command('help.about')] },
];
