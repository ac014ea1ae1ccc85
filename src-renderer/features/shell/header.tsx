import { ChevronDown, Command, PanelLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { chaptersOf } from '../../../src-shared/domain/novel.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MenuButton, type MenuEntry } from '../../ui/menu.tsx';
import { useSay } from '../../words.ts';
import { runCommand, useCommands } from '../commands/commands.ts';
import { GenerateButton } from '../crew/generate-button.tsx';
import { useNovel } from '../library/novel-store.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { useLayout } from './layout-store.ts';
import { usePanels } from './panel-store.ts';
import { panels } from './shell-commands.ts';
import './header.css';

/** The window's head: whose novel, which scene, and what is shown beside it. */
export function Header(): ReactNode {
  const say = useSay();
  const isTreeShown = useLayout((state) => state.isTreeShown);
  return (
    <header className="header" data-region="header">
      <IconButton
        icon={PanelLeft}
        label={say('command.view.tree')}
        shortcut="Mod+\"
        isSelected={isTreeShown}
        onPress={() => void runCommand('view.tree')}
      />
      <NovelMenu />
      <ScenePath />
      <div className="header-right">
        <GenerateButton />
        <PanelButtons />
        <IconButton
          icon={Command}
          label={say('command.palette.open')}
          shortcut="Mod+K"
          onPress={() => void runCommand('palette.open')}
        />
      </div>
    </header>
  );
}

const novelCommands = [
  'novel.settings',
  'rule',
  'novel.saveCopy',
  'novel.backUp',
  'novel.backups',
  'novel.move',
  'novel.showInFolder',
  'rule',
  'novel.new',
  'novel.open',
  'novel.close',
] as const;

function NovelMenu(): ReactNode {
  const say = useSay();
  const title = useNovel((state) => state.outline?.novel.title ?? '');
  const commands = useCommands((state) => state.commands);
  const entries = novelCommands.flatMap((id): readonly MenuEntry[] => {
    if (id === 'rule') return ['rule'];
    const command = commands[id];
    if (!command) return [];
    return [
      {
        id,
        label: say(`command.${id}`),
        shortcut: command.shortcut,
        onAction: () => void runCommand(id),
      },
    ];
  });
  return (
    <MenuButton
      label={say('shell.novelMenu')}
      placement="bottom start"
      entries={entries}
      button={
        <Button variant="quiet" className="header-novel">
          <span className="header-title">{title || say('library.untitled')}</span>
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    />
  );
}

function ScenePath(): ReactNode {
  const say = useSay();
  const outline = useNovel((state) => state.outline);
  const sceneId = useScene((state) => state.scene?.id);
  const chapter =
    outline && chaptersOf(outline).find(({ scenes }) => scenes.some(({ id }) => id === sceneId));
  if (!chapter) return null;
  const at = chapter.scenes.findIndex(({ id }) => id === sceneId);
  const words = [
    chapter.title || say('shell.chapter', { number: chapter.number }),
    chapter.scenes[at]?.title || say('shell.scene', { number: at + 1 }),
  ].join(' › ');
  return (
    <span className="header-path" title={words}>
      {words}
    </span>
  );
}

function PanelButtons(): ReactNode {
  const say = useSay();
  const open = usePanels((state) => state.panel);
  const hasModels = useSettings((state) => state.modelFeatures);
  return (
    <div role="group" aria-label={say('shell.panels')} className="header-panels">
      {panels
        .filter(({ needsModels }) => hasModels || !needsModels)
        .map(({ name, icon, shortcut }) => (
          <IconButton
            key={name}
            icon={icon}
            label={say(`command.panel.${name}`)}
            shortcut={shortcut}
            isSelected={open === name}
            onPress={() => void runCommand(`panel.${name}`)}
          />
        ))}
    </div>
  );
}
