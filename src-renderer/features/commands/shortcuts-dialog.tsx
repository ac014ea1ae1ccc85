import type { ReactNode } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useSay } from '../../words.ts';
import { shortcutLines, showShortcuts, usePalette } from './palette-store.ts';
import './shortcuts-dialog.css';

/** Every key there is, by what it does. */
export function ShortcutsDialog(): ReactNode {
  const say = useSay();
  const isOpen = usePalette((state) => state.isShortcutsOpen);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => showShortcuts(false)}
      title={say('command.help.shortcuts')}
      size="large"
    >
      <dl className="shortcuts">
        {shortcutLines(say).map(({ words, shortcut }) => (
          <div key={`${shortcut} ${words}`} className="shortcuts-line">
            <dt>{words}</dt>
            <dd>
              <Kbd shortcut={shortcut} />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
