import { ChevronDown, PencilLine } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MenuButton } from '../../ui/menu.tsx';
import { useSay } from '../../words.ts';
import { runCommand, useCommands } from '../commands/commands.ts';
import { useNovel } from '../library/novel-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { GenerateDialog } from './generate-dialog.tsx';
import { PassageDialog } from './passage-dialog.tsx';
import { useInterruptedJobs } from './interrupted-jobs.ts';
import './crew-commands.ts';
import './generate-button.css';
import './typing.ts';

const helpers = ['text.continue', 'text.continueAs', 'text.rewrite', 'text.expand'] as const;

/** The header's way to a chapter's draft and to help with a passage; nothing where model features are off. */
export function GenerateButton(): ReactNode {
  const say = useSay();
  const isOn = useSettings((state) => state.modelFeatures);
  const isOpen = useNovel((state) => state.novelId !== null);
  const commands = useCommands((state) => state.commands);
  useInterruptedJobs();
  if (!isOn || !isOpen) return null;
  const entries = helpers.map((id) => ({
    id,
    label: say(`command.${id}`),
    shortcut: commands[id]?.shortcut,
    onAction: () => void runCommand(id),
  }));
  return (
    <div className="generate-button">
      <Button
        icon={PencilLine}
        className="generate-button-main"
        onPress={() => void runCommand('chapter.generate')}
      >
        {say('generate.button')}
      </Button>
      <MenuButton
        label={say('generate.more')}
        entries={entries}
        button={<IconButton icon={ChevronDown} label={say('generate.more')} />}
      />
      <GenerateDialog />
      <PassageDialog />
    </div>
  );
}
