const macSigns: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Shift: '⇧',
  Alt: '⌥',
  Enter: '↩',
  Escape: 'esc',
};
const plainNames: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** Whether the window runs on a Mac, where Mod is the command key. */
export const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

/** A shortcut as its keys are called on this system: "Mod+Shift+G" is "Ctrl+Shift+G", on a Mac "⌘⇧G". */
export function formatShortcut(shortcut: string, onMac = isMac): string {
  const keys = shortcut.split('+').map((key) => {
    const name = (onMac && macSigns[key]) || plainNames[key] || key;
    return name.length === 1 ? name.toUpperCase() : name;
  });
  return keys.join(onMac ? '' : '+');
}
