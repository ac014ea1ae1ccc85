import { useCommands } from './commands.ts';

/** True where a key press is the shortcut: "Mod+Shift+G", "F2", "Alt+Enter". */
export function isShortcut(event: KeyboardEvent, shortcut: string): boolean {
  const parts = shortcut.split('+');
  const key = parts.pop() ?? '';
  const isMac = navigator.platform.startsWith('Mac');
  const wants = (name: string): boolean => parts.includes(name);
  return (
    isKey(event, key) &&
    event.shiftKey === wants('Shift') &&
    event.altKey === wants('Alt') &&
    (isMac ? event.metaKey : event.ctrlKey) === wants('Mod') &&
    (isMac ? event.ctrlKey : event.metaKey) === false
  );
}

/** With Alt a letter is told by its place: on macOS Option makes another character of it. */
function isKey({ key, code, altKey }: KeyboardEvent, wanted: string): boolean {
  if (altKey && /^[A-Z]$/i.test(wanted) && code !== '') return code === `Key${wanted.toUpperCase()}`;
  return key.toLowerCase() === wanted.toLowerCase();
}

/**
 * Runs commands by their keys, wherever the focus is; what a field has handled itself is left alone, and so is
 * everything under an open dialog. The answer ends it.
 */
export function listenForShortcuts(target: Window): () => void {
  const early = (event: KeyboardEvent): void => {
    if (isInProse(event)) return;
    if (runFor(event, isGlobal)) event.stopPropagation();
  };
  const late = (event: KeyboardEvent): void => void runFor(event, () => true);
  target.addEventListener('keydown', early, { capture: true });
  target.addEventListener('keydown', late);
  return () => {
    target.removeEventListener('keydown', early, { capture: true });
    target.removeEventListener('keydown', late);
  };
}

function runFor(event: KeyboardEvent, isMine: (shortcut: string) => boolean): boolean {
  if (event.defaultPrevented || event.isComposing || isUnderDialog(event)) return false;
  const command = Object.values(useCommands.getState().commands).find(
    ({ shortcut, isEnabled }) =>
      shortcut && isMine(shortcut) && isShortcut(event, shortcut) && isEnabled?.() !== false,
  );
  if (!command) return false;
  event.preventDefault();
  void command.run();
  return true;
}

/** Keys no field has a use for. They are heard before the widgets, which keep keys they listen to from the window. */
function isGlobal(shortcut: string): boolean {
  return /^Mod\+(?!Enter$)/.test(shortcut) || /^(Shift\+)?F([3-9]|1\d)$/.test(shortcut);
}

const isInProse = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('.ProseMirror') !== null;

const isUnderDialog = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('.dialog-overlay, .palette-overlay') !== null;
