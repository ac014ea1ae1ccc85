import { create } from 'zustand';
import { runCommand, useCommands, type Command } from './commands.ts';
import { fuzzyScore } from './fuzzy.ts';

interface PaletteState {
  readonly isOpen: boolean;
  readonly isShortcutsOpen: boolean;
  readonly typed: string;
  /** Ids of the commands that were chosen last, the newest first. */
  readonly recent: readonly string[];
}

const key = 'recent-commands';
const mostRecent = 8;

export const usePalette = create<PaletteState>()(() => ({
  isOpen: false,
  isShortcutsOpen: false,
  typed: '',
  recent: keptRecent(),
}));

/** Opens the palette, empty. */
export function openPalette(): void {
  usePalette.setState({ isOpen: true, typed: '' });
}

/** Closes the palette. */
export function closePalette(): void {
  usePalette.setState({ isOpen: false });
}

/** Opens or closes the list of keys. */
export function showShortcuts(isShortcutsOpen: boolean): void {
  usePalette.setState({ isShortcutsOpen });
}

/** Closes the palette, which gives the focus back, and then runs what was chosen. */
export function chooseCommand(id: string): void {
  const recent = [id, ...usePalette.getState().recent.filter((each) => each !== id)].slice(0, mostRecent);
  usePalette.setState({ isOpen: false, recent });
  localStorage.setItem(key, JSON.stringify(recent));
  setTimeout(() => runCommand(id), 50);
}

/** A line of the palette. */
export interface PaletteLine {
  readonly id: string;
  readonly words: string;
  readonly shortcut: string | undefined;
  readonly isEnabled: boolean;
}

/** The commands that fit what is typed, the best first; with nothing typed the recent ones, then all by their words. */
export function paletteLines(
  commands: Readonly<Record<string, Command>>,
  { typed, recent, say }: { typed: string; recent: readonly string[]; say: (key: string) => string },
): readonly PaletteLine[] {
  const lines = Object.values(commands)
    .filter(({ id, isShown }) => id !== 'palette.open' && isShown?.() !== false)
    .map(({ id, shortcut, isEnabled, words }) => ({
      id,
      words: words?.() ?? say(`command.${id}`),
      shortcut,
      isEnabled: isEnabled?.() !== false,
    }));
  const recency = (id: string): number => {
    const at = recent.indexOf(id);
    return at < 0 ? mostRecent : at;
  };
  const scored = lines.flatMap((line) => {
    const score = fuzzyScore(line.words, typed);
    return score === null
      ? []
      : [{ line, score: typed.trim() === '' ? 0 : score + (line.isEnabled ? 2 : 0) }];
  });
  return scored
    .sort(
      (a, b) =>
        b.score - a.score ||
        recency(a.line.id) - recency(b.line.id) ||
        Number(b.line.isEnabled) - Number(a.line.isEnabled) ||
        a.line.words.localeCompare(b.line.words),
    )
    .map(({ line }) => line);
}

/** The commands that have keys, by their words. */
export function shortcutLines(say: (key: string) => string): readonly { words: string; shortcut: string }[] {
  return Object.values(useCommands.getState().commands)
    .filter(({ isShown }) => isShown?.() !== false)
    .flatMap(({ id, shortcut }) => (shortcut ? [{ words: say(`command.${id}`), shortcut }] : []))
    .sort((a, b) => a.words.localeCompare(b.words));
}

function keptRecent(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}
