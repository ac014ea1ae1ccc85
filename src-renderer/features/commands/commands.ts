import { create } from 'zustand';

/** Something the writer can do, by palette, menu or key. Its words are `command.<id>` of the catalogue. */
export interface Command {
  /** "scene.split": a noun and a verb. */
  readonly id: string;
  /** Other words than the catalogue's, for what depends on the moment: "Undo moving “Dusk”". */
  readonly words?: () => string;
  /** "Mod+Shift+G"; Mod is Ctrl, on macOS the command key. */
  readonly shortcut?: string;
  /** Whether it makes sense at this moment; true where it is not given. */
  readonly isEnabled?: () => boolean;
  /** Whether it is there at all: false for what a setting hides. True where it is not given. */
  readonly isShown?: () => boolean;
  readonly run: () => void | Promise<void>;
}

interface CommandsState {
  readonly commands: Readonly<Record<string, Command>>;
}

export const useCommands = create<CommandsState>()(() => ({ commands: {} }));

/** Adds commands to the one table; the answer takes them out again. A feature does it once, beside its store. */
export function registerCommands(commands: readonly Command[]): () => void {
  const added = Object.fromEntries(commands.map((command) => [command.id, command]));
  useCommands.setState((state) => ({ commands: { ...state.commands, ...added } }));
  return () =>
    useCommands.setState((state) => ({
      commands: Object.fromEntries(Object.entries(state.commands).filter(([id]) => !(id in added))),
    }));
}

/** Runs a command by its id; one that is unknown or makes no sense now does nothing. Answers whether it ran. */
export function runCommand(id: string): boolean {
  const command = useCommands.getState().commands[id];
  if (!command || command.isShown?.() === false || command.isEnabled?.() === false) return false;
  void command.run();
  return true;
}
