import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { ChapterBrief } from '../../src-shared/domain/job.ts';
import { Language, chaptersOf } from '../../src-shared/domain/novel.ts';
import { write } from '../db/connection.ts';
import { listEntries } from '../db/lore.ts';
import { createAct, createChapter, createScene, updateSceneDetails } from '../db/outline-edits.ts';
import { getOutline } from '../db/outline.ts';
import { importChapterMarkdown } from '../services/importers/markdown-prose.ts';
import { newId } from '../services/ids.ts';
import { importLore } from './import-lore.ts';
import type { NovelSession } from './novel-session.ts';
import { partsOf } from './scene-parts.ts';

const folder = new URL('../../resources/sample/', import.meta.url);

const SampleChapter = z.strictObject({
  title: z.string(),
  pov: z.string(),
  place: z.string(),
  summary: z.string(),
  file: z.string().optional(), // of a finished chapter
  brief: ChapterBrief.optional(),
});
const SampleAct = z.strictObject({
  title: z.string(),
  summary: z.string(),
  chapters: z.array(SampleChapter).readonly(),
});
const Sample = z.strictObject({
  title: z.string(),
  author: z.string(),
  language: Language,
  premise: z.string(),
  style: z.string(),
  acts: z.array(SampleAct).readonly(),
});
type SampleChapter = z.infer<typeof SampleChapter>;
type SampleAct = z.infer<typeof SampleAct>;

/** The sample story's plan, as resources/sample/novel.yaml has it. */
export function readSample(): {
  novel: Omit<z.infer<typeof Sample>, 'acts'>;
  acts: readonly SampleAct[];
} {
  const { acts, ...novel } = Sample.parse(parse(readFileSync(new URL('novel.yaml', folder), 'utf8')));
  return { novel, acts };
}

/** What the sample asks of its first unwritten chapter. */
export function sampleBrief(): ChapterBrief {
  const brief = readSample()
    .acts.flatMap(({ chapters }) => chapters)
    .find((chapter) => chapter.brief)?.brief;
  return brief ?? ChapterBrief.parse({});
}

/** Fills an empty novel with the sample's outline, finished chapters and worldbook, going on where an earlier try stopped. Null when there was nothing to do. */
export async function fillWithSample(
  session: NovelSession,
): Promise<{ chapters: number; written: number; entries: number } | null> {
  const { db } = session.novel;
  const { acts } = readSample();
  const isPlanned = chaptersOf(getOutline(db)).length > 0;
  const hasLore = listEntries(db).length > 0;
  if (isPlanned && hasLore) return null;
  if (!isPlanned) insertOutline(db, acts);
  if (!hasLore) {
    const paths = [fileURLToPath(new URL('worldbook/', folder))];
    await importLore(session, { paths, choices: { conflicts: 'skip' } });
  }
  linkScenes(db, acts);
  const chapters = acts.flatMap((act) => act.chapters);
  return {
    chapters: chapters.length,
    written: chapters.filter(({ file }) => file !== undefined).length,
    entries: listEntries(db).length,
  };
}

/** All or nothing: a half-filled outline would look like the writer's own. */
const insertOutline = write((db, acts: readonly SampleAct[]): void => {
  for (const act of acts) {
    const actId = createAct(db, { title: act.title, summary: act.summary });
    for (const { title, summary, file } of act.chapters) {
      const chapterId = createChapter(db, { actId, title, summary });
      if (file === undefined) createScene(db, { chapterId });
      else
        for (const document of partsOf(readChapter(file)))
          createScene(db, { chapterId, document, status: 'done', createdBy: 'import' });
    }
  }
});

const readChapter = (file: string) =>
  importChapterMarkdown(readFileSync(new URL(file, folder), 'utf8'), newId).document;

/** Names each scene's point of view and place, once the worldbook is there. */
const linkScenes = write((db, acts: readonly SampleAct[]): void => {
  const entries = listEntries(db);
  const entryOf = (title: string) => entries.find((entry) => entry.title === title)?.id ?? null;
  const plans = acts.flatMap(({ chapters }): readonly SampleChapter[] => chapters);
  chaptersOf(getOutline(db)).forEach(({ scenes }, at) => {
    const plan = plans[at];
    if (!plan) return;
    for (const { id } of scenes)
      updateSceneDetails(db, { id, povEntryId: entryOf(plan.pov), placeEntryId: entryOf(plan.place) });
  });
});
