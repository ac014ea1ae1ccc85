const minutesOfDay = 24 * 60;

/** A moment on the novel's own clock: the day, counted from 1, and the minute of that day. */
export interface StoryMoment {
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The moment of so many minutes since the novel's first midnight; days before it count 0, -1 ... */
export function momentOf(storyTime: number): StoryMoment {
  const day = Math.floor(storyTime / minutesOfDay);
  const rest = storyTime - day * minutesOfDay;
  return { day: day + 1, hour: Math.floor(rest / 60), minute: rest % 60 };
}

/** Minutes since the novel's first midnight. */
export function storyTimeOf({ day, hour, minute }: StoryMoment): number {
  return (day - 1) * minutesOfDay + hour * 60 + minute;
}

/** A time of day as it is typed ("7", "7:30", "19.05", "1905"); null where it is none. */
export function parseClock(text: string): { readonly hour: number; readonly minute: number } | null {
  const [, hours = '', minutes = '0'] = /^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?$/u.exec(text.trim()) ?? [];
  const [hour, minute] = [Number(hours), Number(minutes)];
  return hours !== '' && hour < 24 && minute < 60 ? { hour, minute } : null;
}

/** A time of day with two digits each: "07:30". */
export function clockOf({ hour, minute }: Pick<StoryMoment, 'hour' | 'minute'>): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
