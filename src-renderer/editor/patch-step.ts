import type { Node } from '@tiptap/pm/model';
import { Step, StepMap, StepResult } from '@tiptap/pm/transform';
import type { PatchId } from '../../src-shared/domain/ids.ts';
import type { KeptPatch } from '../../src-shared/ipc/reviews.ts';

/**
 * Says what became of a patch, in the same transaction as the change of its text and without changing the document
 * itself. So the editor's own undo and redo take text and state back together, however much was done in between.
 */
export class PatchStep extends Step {
  readonly before: KeptPatch;
  readonly after: KeptPatch;

  constructor(before: KeptPatch, after: KeptPatch) {
    super();
    this.before = before;
    this.after = after;
  }

  override apply(doc: Node): StepResult {
    return StepResult.ok(doc);
  }

  override getMap(): StepMap {
    return StepMap.empty;
  }

  override invert(): PatchStep {
    return new PatchStep(this.after, this.before);
  }

  override map(): PatchStep {
    return this;
  }

  override toJSON(): { stepType: string; before: KeptPatch; after: KeptPatch } {
    return { stepType: 'patch', before: this.before, after: this.after };
  }
}

/** What steps say of patches, the last word of each. */
export function outcomesIn(steps: readonly Step[]): ReadonlyMap<PatchId, KeptPatch> {
  const said = steps.filter((step): step is PatchStep => step instanceof PatchStep);
  return new Map(said.map(({ after }) => [after.id, after]));
}
