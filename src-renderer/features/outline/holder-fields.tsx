import type { ReactNode } from 'react';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../../words.ts';
import { changeHolder } from './outline-actions.ts';
import { itemOf, type TreeNode } from './outline-nodes.ts';
import { titleOf } from './outline-words.ts';
import { useDraft } from './use-draft.ts';

/** The title and the summary of a chapter or an act, and what it holds. */
export function HolderFields({ node }: { readonly node: Exclude<TreeNode, { kind: 'scene' }> }): ReactNode {
  const say = useSay();
  const held = node.kind === 'act' ? node.act : node.chapter;
  const untitled = titleOf(
    node.kind === 'act'
      ? { ...node, act: { ...node.act, title: '' } }
      : { ...node, chapter: { ...node.chapter, title: '' } },
  );
  const title = useDraft({
    stored: held.title,
    save: (text) => void changeHolder(itemOf(node), { title: text.trim() }),
  });
  const summary = useDraft({
    stored: held.summary,
    save: (text) => void changeHolder(itemOf(node), { summary: text }),
  });
  return (
    <>
      <TextField
        label={say('outline.title')}
        placeholder={untitled}
        value={title.text}
        maxLength={300}
        onChange={title.type}
        onBlur={title.keep}
        onKeyDown={(event) => event.key === 'Enter' && title.keep()}
      />
      <TextArea
        label={say('outline.summary')}
        help={say(`outline.summaryHelp.${node.kind}`)}
        value={summary.text}
        rows={6}
        onChange={summary.type}
        onBlur={summary.keep}
      />
      <p className="scene-details-count">{countLine(node, say)}</p>
    </>
  );
}

function countLine(node: Exclude<TreeNode, { kind: 'scene' }>, say: ReturnType<typeof useSay>): string {
  if (node.kind === 'chapter')
    return say('outline.chapterCount', { words: node.words, scenes: node.children.length });
  const words = node.children.reduce((sum, child) => sum + (child.kind === 'chapter' ? child.words : 0), 0);
  return say('outline.actCount', { words, chapters: node.children.length });
}
