/** What the window may ask about lore. */
export const loreRoutes = {};

/** What main tells the window about lore, by the event's name. */
export type LoreEvents = object;
