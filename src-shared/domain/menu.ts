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
      command('worldbook.import'),
      command('worldbook.importFolder'),
      command('manuscript.export-docx'),
      command('manuscript.export-markdown'),
      command('chapter.export-docx'),
      command('chapter.export-markdown'),
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
      command('history.undo'),
      command('history.redo'),
      'rule',
      role('cut'),
      role('copy'),
      role('paste'),
      role('pasteAndMatchStyle'),
      role('selectAll'),
      'rule',
      command('text.bold'),
      command('text.italic'),
      command('text.quotation'),
      command('text.sceneBreak'),
      'rule',
      command('scene.find'),
      command('text.spelling'),
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
      command('view.chapter'),
      command('view.focus'),
      command('view.nextRegion'),
      command('view.previousRegion'),
      'rule',
      role('zoomIn'),
      role('zoomOut'),
      role('resetZoom'),
    ],
  },
  {
    id: 'manuscript',
    lines: [
      command('scene.add'),
      command('chapter.add'),
      command('act.add'),
      'rule',
      command('item.rename'),
      command('item.move-up'),
      command('item.move-down'),
      'rule',
      command('scene.split'),
      command('scene.merge-next'),
      command('scene.from-selection'),
      command('scene.duplicate'),
      command('scene.bin'),
      command('bin.show'),
      'rule',
      command('scene.versions'),
      command('scene.next'),
      command('scene.previous'),
    ],
  },
  {
    id: 'crew',
    lines: [
      command('chapter.generate'),
      command('text.continue'),
      command('text.continueAs'),
      command('text.rewrite'),
      command('text.expand'),
      'rule',
      command('review.run-scene'),
      command('review.run-chapter'),
      command('review.next'),
      command('review.previous'),
    ],
  },
  { id: 'help', lines: [command('help.shortcuts'), command('settings.about')] },
];
