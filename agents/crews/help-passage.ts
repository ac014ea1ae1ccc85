import { lastPassage } from '../context/recent.ts';
import type { GatheredContext } from '../context/gathered.ts';
import { gatherContext } from '../roles/context-keeper.ts';
import { helpPassage as help, type HelpPassageInput, type HelpRequest } from '../roles/help-passage.ts';
import type { ChapterOutcome } from './outcomes.ts';
import type { Crew } from './step.ts';

/** Continues, rewrites or expands a passage. The result is a draft: it waits for the writer beside the passage. */
export async function helpPassage(job: HelpPassageInput, crew: Crew): Promise<ChapterOutcome> {
  const context = await crew.step(gatherContext, contextWish(job));
  crew.progress(0.2);
  const { blocks, receipt } = await crew.step(help, requestOf(job, context));
  crew.progress(1);
  const { target } = job;
  const bases = target.kind === 'scene' ? [{ sceneId: target.sceneId, revision: target.revision }] : [];
  return {
    state: 'success',
    draft: { id: context.draftId, document: { type: 'doc', content: blocks }, bases },
    plan: null,
    beats: [],
    reviews: [],
    revisions: [],
    exams: [],
    receipts: [receipt],
  };
}

/** What the context of a passage is looked up by: the writer's wish and the words themselves. */
export function contextWish({ chapterId, instruction, passage, before, words }: HelpPassageInput) {
  const about = passage === '' ? lastPassage(before, 900, 'en') : passage.slice(0, 2000);
  const text = [instruction, about].filter((part) => part !== '').join('\n\n');
  return { chapterId, brief: { text, words: Math.max(50, words), tone: '' } };
}

/** A helper's request: what the job was given, and the context that was gathered for it. */
export function requestOf(job: HelpPassageInput, context: GatheredContext): HelpRequest {
  const { task, before, passage, after, instruction, words, target } = job;
  return { context, task, before, passage, after, instruction, words, isAgain: target.kind === 'draft' };
}
