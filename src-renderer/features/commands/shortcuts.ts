import { useCommands } from './commands.ts';

/** True where a key press is the shortcut: "Mod+Shift+G", "F2", "Alt+Enter". */
export function isShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.pop() ?? '';
  const isMac = navigator.platform.startsWith('Mac');
  const wants = (name: string): boolean => parts.includes(name);
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    event.shiftKey === wants('Shift') &&
    event.altKey === wants('Alt') &&
    (isMac ? event.metaKey : event.ctrlKey) === wants('Mod') &&
    (isMac ? event.ctrlKey : event.metaKey) === false
  );
}

/** Runs commands by their keys, wherever the focus is; what a field has handled itself is left alone. */
export function listenForShortcuts(target: Window): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const command = Object.values(useCommands.getState().commands).find(
      ({ shortcut, isEnabled }) => shortcut && isShortcut(event, shortcut) && isEnabled?.() !== false,
    );
    if (!command) return;
    event.preventDefault();
    void command.run();
  };
  target.addEventListener('keydown', listener);
  return () => target.removeEventListener('keydown', listener);
}
