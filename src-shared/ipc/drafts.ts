/** What the window may ask about drafts. */
export const draftsRoutes = {};

/** What main tells the window about drafts, by the event's name. */
export type DraftsEvents = object;
