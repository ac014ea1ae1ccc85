/** What the window may ask about reviews. */
export const reviewsRoutes = {};

/** What main tells the window about reviews, by the event's name. */
export type ReviewsEvents = object;
