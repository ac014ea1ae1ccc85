import { z } from 'zod';
import { ChapterId, type DraftId } from '../../src-shared/domain/ids.ts';
import { ChapterBrief } from '../../src-shared/domain/job.ts';
import type { LoreEntry, Mention } from '../../src-shared/domain/lore.ts';
import { chaptersOf, scenesOf, type Chapter, type Outline } from '../../src-shared/domain/novel.ts';
import { textOfDocument } from '../../src-shared/domain/prose.ts';
import type { Scene } from '../../src-shared/domain/scene.ts';
import { AppError } from '../../src-shared/errors.ts';
import { type CastMember, GatheredContext } from '../context/gathered.ts';
import { loreLine } from '../context/lore-text.ts';
import { loreCandidates, passageCandidates } from '../context/lore.ts';
import { plotCandidates } from '../context/plot.ts';
import { extractiveSummary, lastPassage, previousEndCandidates } from '../context/recent.ts';
import { holdingProgressions, sceneBefore, writtenSceneBefore } from '../context/story-order.ts';
import { step } from '../crews/step.ts';
import type { Library } from '../library.ts';
import { scenePlans, withoutBreakLines } from './part-scenes.ts';

const searchHits = 8;

/** Reads all that a chapter's prompts are made from, once, and gives the draft its id. Throws CHAPTER_NOT_FOUND. */
export const gatherContext = step({
  name: 'context',
  agent: 'context-keeper',
  input: z.object({ chapterId: ChapterId, brief: ChapterBrief }),
  output: GatheredContext,
  run: async ({ chapterId, brief }, { library, newId }) => {
    const outline = await library.getOutline();
    const chapter = chaptersOf(outline).find(({ id }) => id === chapterId);
    if (!chapter) throw new AppError('CHAPTER_NOT_FOUND', { chapter: chapterId });
    const { language } = outline.novel;
    const before = writtenSceneBefore(outline, chapter);
    const previous = before && (await library.getScene(before.id));
    const previousText = previous ? textOfDocument(previous.document) : '';
    const lore = await gatherLore(library, { outline, chapter, brief, previousText });
    return {
      draftId: newId() as DraftId,
      chapterId,
      language,
      title: chapter.title,
      number: chapter.number,
      summary: planOf(chapter),
      brief: withoutBreakLines(brief.text),
      scenes: scenePlans(
        brief.text,
        chapter.scenes.filter(({ wordCount }) => wordCount === 0).map(({ synopsis }) => synopsis),
      ),
      words: brief.words,
      tone: brief.tone,
      bases: chapter.scenes.map(({ id, revision }) => ({ sceneId: id, revision })),
      cast: lore.cast,
      previousEnd: lastPassage(previousText, 900, language),
      candidates: [
        ...plotCandidates(outline, chapter, await missingSummaries(library, outline, chapter)),
        ...lore.candidates,
        ...(previous ? previousEndCandidates(previous, language) : []),
      ],
    };
  },
});

/** What the outline says happens: the chapter's summary and its scenes' synopses. */
function planOf({ summary, scenes }: Chapter): string {
  return [summary, ...scenes.map(({ synopsis }) => synopsis)]
    .filter((text) => text.trim() !== '')
    .join('\n\n');
}

interface Place {
  readonly outline: Outline;
  readonly chapter: Chapter;
  readonly brief: ChapterBrief;
  readonly previousText: string;
}

async function gatherLore(library: Library, { outline, chapter, brief, previousText }: Place) {
  const plan = `${brief.text}\n\n${planOf(chapter)}`;
  const ending = lastPassage(previousText, 900, outline.novel.language);
  const before = sceneBefore(outline, chapter);
  const [entries, named, lingering, hits] = await Promise.all([
    library.listEntries(),
    library.findMentions(plan),
    library.findMentions(ending),
    plan.trim() === ''
      ? []
      : library.search({
          text: plan.slice(0, 2000),
          mode: 'hybrid',
          includeLater: false,
          limit: searchHits,
          ...(before ? { asOf: before.id, sources: ['scene', 'lore'] } : { sources: ['lore'] }),
        }),
  ]);
  const setting = chapter.scenes.flatMap(({ povEntryId, placeEntryId }) => [
    ...(povEntryId ? [{ entryId: povEntryId, reason: 'context.pov' as const }] : []),
    ...(placeEntryId ? [{ entryId: placeEntryId, reason: 'context.place' as const }] : []),
  ]);
  const mentions = [...named, ...lingering.filter(({ by }) => by !== 'always')];
  const progressionsOf = (entry: LoreEntry) => holdingProgressions(entry.progressions, outline, chapter);
  return {
    cast: castOf(entries, [...setting.map(({ entryId }) => entryId), ...idsOf(named)]),
    candidates: [
      ...passageCandidates(hits, (id) => scenesOf(outline).find((scene) => scene.id === id)?.revision ?? 0),
      ...loreCandidates({ entries, mentions, setting, hits, progressionsOf }),
    ],
  };
}

const idsOf = (mentions: readonly Mention[]) =>
  [...mentions]
    .sort((a, b) => a.start - b.start)
    .flatMap(({ by, entryId }) => (by === 'always' ? [] : [entryId]));

function castOf(entries: readonly LoreEntry[], ids: readonly LoreEntry['id'][]): CastMember[] {
  return [...new Set(ids)].flatMap((id) => {
    const entry = entries.find((one) => one.id === id);
    if (!entry || entry.inclusion === 'never') return [];
    const { kind, title, aliases } = entry;
    return [{ entryId: id, kind, title, names: [title, ...aliases], line: loreLine(entry) }];
  });
}

/** Summaries of earlier chapters that have prose but none in the outline, made of their own sentences. */
async function missingSummaries(
  library: Library,
  outline: Outline,
  chapter: Chapter,
): Promise<ReadonlyMap<Chapter['id'], string>> {
  const chapters = chaptersOf(outline);
  const earlier = chapters.slice(
    0,
    chapters.findIndex(({ id }) => id === chapter.id),
  );
  const untold = earlier.filter(
    ({ summary, scenes }) => summary.trim() === '' && scenes.some(({ wordCount }) => wordCount > 0),
  );
  const told = untold.map(async ({ id }): Promise<[Chapter['id'], string]> => {
    const scenes: readonly Scene[] = await library.getChapterScenes(id);
    return [id, extractiveSummary(scenes, outline.novel.language)];
  });
  return new Map(await Promise.all(told));
}
