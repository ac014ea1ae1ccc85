/** What the window may ask about the app itself. */
export const appRoutes = {};

/** What main tells the window about the app itself, by the event's name. */
export interface AppEvents {
  /** A command of the native menu or of a second instance, by its id in the window's command table. */
  readonly 'app.command': { readonly id: string };
}
