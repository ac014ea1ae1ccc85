/** What the window may ask about versions. */
export const versionsRoutes = {};

/** What main tells the window about versions, by the event's name. */
export type VersionsEvents = object;
