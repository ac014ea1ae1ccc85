import { z } from 'zod';
import { MenuCommand, type StartState } from '../domain/library.ts';
import { FileHandle } from './files.ts';
import { route } from './route.ts';

/** "go": every word is kept, or the writer does without the last ones. */
export const ClosingAnswer = z.enum(['go', 'stay', 'asking']);
export type ClosingAnswer = z.infer<typeof ClosingAnswer>;

/** What the window may ask about the app itself. */
export const appRoutes = {
  /** Everything the first drawing needs; opens the novel that was open when the app ended. Once per load. */
  'app.start': route({ input: z.strictObject({}), output: z.custom<StartState>() }),
  /** The window's command table, for the native menu: what is not in it is not shown. */
  'app.showCommands': route({
    input: z.strictObject({ commands: z.array(MenuCommand).max(500).readonly() }),
    output: z.null(),
  }),
  /** The file the app was last given from outside, once: on its command line, by a second start, by the system. */
  'app.takeFile': route({ input: z.strictObject({}), output: FileHandle.nullable() }),
  /** The window's answer to `app.closing`: go, stay, or wait because the writer is being asked. */
  'app.leave': route({ input: z.strictObject({ answer: ClosingAnswer }), output: z.null() }),
};

/** What main tells the window about the app itself, by the event's name. */
export interface AppEvents {
  /** A command of the native menu or of a second instance, by its id in the window's command table. */
  readonly 'app.command': { readonly id: string };
  /** A file was given from outside: `app.takeFile` has it. */
  readonly 'app.fileGiven': Record<string, never>;
  /** The window is about to close: save, ask where that fails, then `app.leave`. */
  readonly 'app.closing': Record<string, never>;
}
