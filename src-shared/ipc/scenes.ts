/** What the window may ask about scenes. */
export const scenesRoutes = {};

/** What main tells the window about scenes, by the event's name. */
export type ScenesEvents = object;
