import { read, write, type Db } from './connection.ts';

/** The day of a moment by the writer's own clock: "2026-11-21". */
export function dayOf(moment: number): string {
  const date = new Date(moment);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Counts words to a day and answers the day's words. */
export const addDayWords = write(
  (db, { day, words }: { readonly day: string; readonly words: number }): number => {
    if (words !== 0)
      db.prepare(
        `INSERT INTO writing_day (day, words) VALUES (:day, :words)
       ON CONFLICT (day) DO UPDATE SET words = words + excluded.words`,
      ).run({ day, words });
    return dayWords(db, day);
  },
);

/** The words written on a day, 0 where none were. */
export function dayWords(db: Db, day: string): number {
  return read(
    db,
    () => db.prepare<[string], number>('SELECT words FROM writing_day WHERE day = ?').pluck().get(day) ?? 0,
  );
}
