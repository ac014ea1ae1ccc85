import type { MenuCommand } from '../../../src-shared/domain/library.ts';
import { api } from '../../api.ts';
import { useNovel } from '../library/novel-store.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { useHistory } from '../outline/history-store.ts';
import { useSettings } from '../settings/settings-store.ts';
import { usePanels } from '../shell/panel-store.ts';
import { runCommand, useCommands } from './commands.ts';

const restMs = 300;

/** Tells main which commands there are for its menu, whenever that changes, and runs those it sends. The answer ends it. */
export function followMenu(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = '';
  const tell = (): void => {
    const commands = menuCommands();
    const now = JSON.stringify([useSettings.getState().locale, commands]);
    if (now === last) return;
    last = now;
    void api.request('app.showCommands', { commands: [...commands] }).catch(() => undefined);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(tell, restMs);
  };
  soon();
  const stops = [
    api.on('app.command', ({ id }) => void runCommand(id)),
    useCommands.subscribe(soon),
    useNovel.subscribe(soon),
    useScene.subscribe(soon),
    useHistory.subscribe(soon),
    useSettings.subscribe(soon),
    usePanels.subscribe(soon),
  ];
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function menuCommands(): readonly MenuCommand[] {
  const shown = Object.values(useCommands.getState().commands).filter(({ isShown }) => isShown?.() !== false);
  return shown.map(({ id, shortcut, isEnabled, words }) => ({
    id,
    shortcut: shortcut ?? null,
    isEnabled: isEnabled?.() !== false,
    words: words?.() ?? null,
  }));
}
