import { z } from 'zod';

/** The folders of the app that the writer may open. */
export const AppFolder = z.enum(['data', 'backups', 'models', 'logs']);
export type AppFolder = z.infer<typeof AppFolder>;

/** What this app is made of and where it keeps things. */
export const About = z.object({
  version: z.string(),
  electron: z.string(),
  system: z.string(), // "linux 6.1.0 x64"
  folders: z.array(z.object({ id: AppFolder, path: z.string() })).readonly(),
});
export type About = z.infer<typeof About>;

/** One thing the doctor looked at. Its words: `doctor.<id>` names it, `doctor.<id>.<state>` says what was found. */
export const DoctorCheck = z.object({
  id: z.string(),
  state: z.enum(['ok', 'warn', 'fail']), // warn works but could bite; fail does not work
  data: z.record(z.string(), z.unknown()),
  /** What the look itself failed with; then there are no other words. */
  error: z.object({ code: z.string(), data: z.record(z.string(), z.unknown()) }).nullable(),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;
