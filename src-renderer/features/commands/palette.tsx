import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { Kbd } from '../../ui/kbd.tsx';
import { useSay } from '../../words.ts';
import { useCommands } from './commands.ts';
import { chooseCommand, closePalette, paletteLines, usePalette } from './palette-store.ts';
import './palette-commands.ts';
import './palette.css';

/** Every command by its words: type a few letters, choose, and it runs where the focus was. */
export function Palette(): ReactNode {
  const say = useSay();
  const isOpen = usePalette((state) => state.isOpen);
  return (
    <ModalOverlay
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => !open && closePalette()}
      className="palette-overlay"
    >
      <Modal className="palette">
        <Dialog aria-label={say('command.palette.open')} className="palette-frame">
          <PaletteBody />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody(): ReactNode {
  const say = useSay();
  const typed = usePalette((state) => state.typed);
  const recent = usePalette((state) => state.recent);
  const commands = useCommands((state) => state.commands);
  const lines = paletteLines(commands, { typed, recent, say });
  return (
    <Autocomplete inputValue={typed} onInputChange={(next) => usePalette.setState({ typed: next })}>
      <SearchField aria-label={say('palette.search')} autoFocus className="palette-search">
        <Search size={16} aria-hidden />
        <Input role="combobox" aria-expanded placeholder={say('palette.search')} className="palette-input" />
      </SearchField>
      <ListBox
        aria-label={say('palette.commands')}
        items={lines}
        disabledKeys={lines.filter(({ isEnabled }) => !isEnabled).map(({ id }) => id)}
        onAction={(id) => chooseCommand(String(id))}
        renderEmptyState={() => <p className="palette-empty">{say('palette.nothing')}</p>}
        className="palette-list"
      >
        {({ id, words, shortcut }) => (
          <ListBoxItem id={id} textValue={words} className="palette-line">
            <span className="palette-words">{words}</span>
            {shortcut && <Kbd shortcut={shortcut} />}
          </ListBoxItem>
        )}
      </ListBox>
    </Autocomplete>
  );
}
