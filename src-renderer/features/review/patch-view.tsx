import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { editedChange } from '../../../src-shared/domain/edited-change.ts';
import type { ReviewedFinding, ReviewedPatch } from '../../../src-shared/domain/reviewed-text.ts';
import { hunksBetween, isLarge, plainText, type Hunk } from '../../editor/suggestion-hunks.ts';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { useSay } from '../../words.ts';
import { acceptFinding } from './review-actions.ts';
import { editPatch, useReview } from './review-store.ts';

/** What a finding's patch would change, before and after; or the field where the writer words it anew. */
export function PatchView({ finding }: { readonly finding: ReviewedFinding }): ReactNode {
  const isEditing = useReview((state) => state.editing === finding.id);
  const [patch] = finding.patches;
  if (!patch) return null;
  return isEditing ? <PatchEditor finding={finding} patch={patch} /> : <BeforeAfter patch={patch} />;
}

function BeforeAfter({ patch: { anchor, change } }: { readonly patch: ReviewedPatch }): ReactNode {
  const say = useSay();
  const before = anchor.quote;
  const words = change.kind === 'delete' ? '' : plainText(change.content);
  const after = change.kind === 'insert-after' ? before + words : words;
  const hunks = hunksBetween(before, after);
  if (!isLarge(hunks))
    return (
      <p className="patch">
        <span className="visually-hidden">{say('review.before-after', { before, after })}</span>
        <span aria-hidden>
          <span className="patch-around">{anchor.context?.before.replace(/^\S*\s/u, '')}</span>
          {drawHunks(before, hunks)}
          <span className="patch-around">{anchor.context?.after.replace(/\s\S*$/u, '')}</span>
        </span>
      </p>
    );
  return (
    <div className="patch">
      <del className="patch-deleted patch-block">{before}</del>
      <ins className="patch-inserted patch-block">{after}</ins>
    </div>
  );
}

function drawHunks(before: string, hunks: readonly Hunk[]): ReactNode[] {
  const drawn: ReactNode[] = [];
  let at = 0;
  for (const { start, end, inserted } of hunks) {
    drawn.push(before.slice(at, start));
    if (end > start)
      drawn.push(
        <del key={`del ${start}`} className="patch-deleted">
          {before.slice(start, end)}
        </del>,
      );
    if (inserted !== '')
      drawn.push(
        <ins key={`ins ${start}`} className="patch-inserted">
          {inserted}
        </ins>,
      );
    at = end;
  }
  return [...drawn, before.slice(at)];
}

interface PatchEditorProps {
  readonly finding: ReviewedFinding;
  readonly patch: ReviewedPatch;
}

function PatchEditor({ finding, patch }: PatchEditorProps): ReactNode {
  const say = useSay();
  const [text, setText] = useState(patch.change.kind === 'delete' ? '' : plainText(patch.change.content));
  const accept = (): void => {
    editPatch(null);
    void acceptFinding(finding.id, editedChange(patch.change, text));
  };
  const heedKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') editPatch(null);
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) accept();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="patch-editor" onKeyDown={heedKey}>
      <p className="patch">
        <del className="patch-deleted">{patch.anchor.quote}</del>
      </p>
      <TextArea label={say('review.own-wording')} value={text} onChange={setText} autoFocus rows={2} />
      <div className="finding-buttons">
        <Button variant="primary" onPress={accept}>
          {say('review.accept-edited')}
        </Button>
        <Button variant="quiet" onPress={() => editPatch(null)}>
          {say('review.cancel')}
        </Button>
      </div>
    </div>
  );
}
