/** What the window may ask about models. */
export const modelsRoutes = {};

/** What main tells the window about models, by the event's name. */
export type ModelsEvents = object;
