/** What the window may ask about history. */
export const historyRoutes = {};

/** What main tells the window about history, by the event's name. */
export type HistoryEvents = object;
