/** What the window may ask about exports. */
export const exportsRoutes = {};

/** What main tells the window about exports, by the event's name. */
export type ExportsEvents = object;
