import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { useWords } from '../../words.ts';
import { useScene } from '../manuscript/scene-store.ts';
import { renameItem } from './outline-actions.ts';
import { itemOf, type TreeNode } from './outline-nodes.ts';
import { useOutlineView } from './outline-view.ts';
import { titleOf } from './outline-words.ts';
import { RenameField } from './rename-field.tsx';
import { StatusMark } from './status-mark.tsx';
import './tree-row.css';

/** What a row of the manuscript's tree shows: its number or state, its title, its words. */
export function TreeRow({ node }: { readonly node: TreeNode }): ReactNode {
  const isRenaming = useOutlineView((state) => state.renaming === node.id);
  const isOpen = useScene((state) => state.scene?.id === node.id);
  const title = ownTitle(node);
  return (
    <>
      <Sign node={node} />
      {isRenaming ? (
        <RenameField
          title={title}
          untitled={titleOf(node)}
          onRename={(text) => void renameItem(itemOf(node), text)}
        />
      ) : (
        <span
          className={classNames(
            `tree-title tree-title-${node.kind}`,
            title === '' && 'tree-title-none',
            isOpen && 'tree-title-open',
          )}
          aria-current={isOpen ? 'page' : undefined}
          title={titleOf(node)}
        >
          {titleOf(node)}
        </span>
      )}
      {!isRenaming && <Words node={node} />}
    </>
  );
}

function ownTitle(node: TreeNode): string {
  if (node.kind === 'act') return node.act.title;
  return node.kind === 'chapter' ? node.chapter.title : node.scene.title;
}

function Sign({ node }: { readonly node: TreeNode }): ReactNode {
  if (node.kind === 'scene') return <StatusMark status={node.scene.status} />;
  if (node.kind === 'chapter' && node.chapter.title !== '')
    return <span className="tree-number">{node.chapter.number}</span>;
  return null;
}

function Words({ node }: { readonly node: TreeNode }): ReactNode {
  const locale = useWords((state) => state.locale);
  if (node.kind === 'act') return null;
  if (node.kind === 'chapter') return <span className="tree-words">{node.words.toLocaleString(locale)}</span>;
  const { wordCount, wordGoal } = node.scene;
  return (
    <>
      {wordGoal !== null && (
        <span className={`tree-goal ${wordCount >= wordGoal ? 'tree-goal-reached' : ''}`}>
          <Share part={wordCount / wordGoal} />
        </span>
      )}
      <span className="tree-words">{wordCount > 0 && wordCount.toLocaleString(locale)}</span>
    </>
  );
}

/** How much of a goal is written: a ring that fills. */
function Share({ part }: { readonly part: number }): ReactNode {
  const around = 2 * Math.PI * 4;
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden>
      <circle cx="6" cy="6" r="4" className="tree-goal-ring" />
      <circle
        cx="6"
        cy="6"
        r="4"
        className="tree-goal-part"
        strokeDasharray={`${Math.min(1, part) * around} ${around}`}
        transform="rotate(-90 6 6)"
      />
    </svg>
  );
}
