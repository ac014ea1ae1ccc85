import { z } from 'zod';
import { SceneBase } from '../../src-shared/domain/draft.ts';
import { ChapterId, DraftId, EntryId } from '../../src-shared/domain/ids.ts';
import { LoreKind } from '../../src-shared/domain/lore.ts';
import { ContextCandidate } from './candidate.ts';

/** Someone or something of the worldbook that belongs in the chapter, by name and in a line. */
export const CastMember = z.object({
  entryId: EntryId,
  kind: LoreKind,
  title: z.string(),
  names: z.array(z.string()).readonly(), // title and aliases
  line: z.string(),
});
export type CastMember = z.infer<typeof CastMember>;

/** Everything a chapter's prompts are made from, read once: no later step reads the library for it. */
export const GatheredContext = z.object({
  draftId: DraftId,
  chapterId: ChapterId,
  language: z.string(),
  title: z.string(),
  number: z.int(),
  summary: z.string(), // the outline's own
  brief: z.string(), // the writer's
  scenes: z.array(z.string()).readonly().optional(), // what each of its scenes is to tell, where it has several
  words: z.int(),
  tone: z.string(),
  bases: z.array(SceneBase).readonly(), // the chapter's scenes as they were read
  cast: z.array(CastMember).readonly(),
  previousEnd: z.string(), // how the written text before this chapter ends, verbatim
  candidates: z.array(ContextCandidate).readonly(),
});
export type GatheredContext = z.infer<typeof GatheredContext>;
