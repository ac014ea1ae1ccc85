import type { JobInput } from '../../src-shared/domain/job.ts';
import { helpPassage } from './help-passage.ts';
import type { ChapterOutcome } from './outcomes.ts';
import { reviewChapter } from './review-chapter.ts';
import { reviewNovel } from './review-novel.ts';
import type { Crew } from './step.ts';
import { writeChapter } from './write-chapter.ts';

/** A crew's work by the name a job gives it. Its version is pinned in the job row. */
export interface Recipe<Kind extends JobInput['kind']> {
  readonly version: string;
  run(input: Extract<JobInput, { kind: Kind }>, crew: Crew): Promise<ChapterOutcome>;
}

/** Every crew there is. A recipe whose steps change in name, order or shape gets a new version. */
export const recipes: { readonly [Kind in JobInput['kind']]: Recipe<Kind> } = {
  'write-chapter': { version: 'write-chapter@2', run: writeChapter },
  'help-passage': { version: 'help-passage@1', run: helpPassage },
  'review-chapter': { version: 'review-chapter@1', run: reviewChapter },
  'review-novel': { version: 'review-novel@1', run: reviewNovel },
};

/** Runs the recipe of a job's input. Throws what its steps throw. */
export function runRecipe(input: JobInput, crew: Crew): Promise<ChapterOutcome> {
  switch (input.kind) {
    case 'write-chapter':
      return recipes['write-chapter'].run(input, crew);
    case 'help-passage':
      return recipes['help-passage'].run(input, crew);
    case 'review-chapter':
      return recipes['review-chapter'].run(input, crew);
    case 'review-novel':
      return recipes['review-novel'].run(input, crew);
  }
}
