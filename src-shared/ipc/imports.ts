/** What the window may ask about imports. */
export const importsRoutes = {};

/** What main tells the window about imports, by the event's name. */
export type ImportsEvents = object;
