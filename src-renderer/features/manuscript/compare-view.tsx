import { useMemo, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { notifyError } from '../../ui/notices.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { useSay } from '../../words.ts';
import { useNovel } from '../library/novel-store.ts';
import { compareProse, foldRows, type ComparedPart, type ComparedRow } from './compare-prose.ts';
import { closeCompare, useCompare, type CompareAction, type Comparison } from './compare-store.ts';
import './compare-view.css';

export { closeCompare, showCompare, type Comparison } from './compare-store.ts';

/** Where `showCompare` shows two texts; once in the window. */
export function CompareDialog(): ReactNode {
  const shown = useCompare((state) => state.shown);
  if (!shown) return null;
  return (
    <Dialog
      isOpen
      size="huge"
      title={shown.title}
      isDismissable={!shown.mustChoose}
      role={shown.mustChoose ? 'alertdialog' : 'dialog'}
      onClose={() => !shown.mustChoose && closeCompare()}
      footer={
        shown.actions.length > 0 &&
        shown.actions.map((action) => (
          <Button key={action.id} variant={action.variant ?? 'plain'} onPress={() => void act(action)}>
            {action.label}
          </Button>
        ))
      }
    >
      {shown.text && <p className="compare-text">{shown.text}</p>}
      <Compared before={shown.before} after={shown.after} />
    </Dialog>
  );
}

async function act({ run }: CompareAction): Promise<void> {
  const { shown } = useCompare.getState();
  closeCompare();
  try {
    await run();
  } catch (error) {
    notifyError(error);
    if (shown?.mustChoose) useCompare.setState({ shown }); // nothing was decided
  }
}

type View = 'side' | 'inline';

/** Two texts word by word: side by side or as one, what did not change folded. */
export function Compared({ before, after }: Pick<Comparison, 'before' | 'after'>): ReactNode {
  const say = useSay();
  const language = useNovel((state) => state.outline?.novel.language ?? 'en');
  const [view, setView] = useState<View>('side');
  const [isWhole, showWhole] = useState(false);
  const rows = useMemo(
    () => compareProse(before.document, after.document, language),
    [before.document, after.document, language],
  );
  const shown = useMemo(() => (isWhole ? rows : foldRows(rows)), [rows, isWhole]);
  const views = [
    { id: 'side', label: say('compare.side') },
    { id: 'inline', label: say('compare.inline') },
  ] as const;
  return (
    <section className="compare" aria-label={say('compare.label')}>
      <div className="compare-bar">
        <Segmented label={say('compare.view')} choices={views} value={view} onChange={setView} />
        <Button variant="quiet" onPress={() => showWhole(!isWhole)}>
          {say(isWhole ? 'compare.fold' : 'compare.unfold')}
        </Button>
      </div>
      {rows.every(({ kind }) => kind === 'same') && <p className="compare-text">{say('compare.equal')}</p>}
      <div className={`compare-grid compare-grid-${view}`} lang={language}>
        {view === 'side' && (
          <>
            <h3 className="compare-label">{before.label}</h3>
            <h3 className="compare-label">{after.label}</h3>
          </>
        )}
        {shown.map((row, at) =>
          typeof row === 'number' ? (
            <p key={at} className="compare-folded">
              {say('compare.folded', { count: row })}
            </p>
          ) : (
            <Row key={at} row={row} view={view} />
          ),
        )}
      </div>
    </section>
  );
}

function Row({ row, view }: { readonly row: ComparedRow; readonly view: View }): ReactNode {
  if (view === 'side')
    return (
      <>
        <Side parts={row.before} />
        <Side parts={row.after} />
      </>
    );
  if (row.kind === 'same') return <Side parts={row.after} />;
  return (
    <>
      {row.before && row.kind !== 'added' && <Side parts={row.before} />}
      {row.after && row.kind !== 'removed' && <Side parts={row.after} />}
    </>
  );
}

function Side({ parts }: { readonly parts: readonly ComparedPart[] | null }): ReactNode {
  return (
    <p className="compare-side">
      {parts?.map(({ kind, text }, at) =>
        kind === 'removed' ? (
          <del key={at}>{text}</del>
        ) : kind === 'added' ? (
          <ins key={at}>{text}</ins>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
    </p>
  );
}
