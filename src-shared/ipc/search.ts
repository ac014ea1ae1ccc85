/** What the window may ask about search. */
export const searchRoutes = {};

/** What main tells the window about search, by the event's name. */
export type SearchEvents = object;
