import { useEffect, useState, type ReactNode } from 'react';
import type { BinItem } from '../../../src-shared/domain/outline-item.ts';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { notifyError } from '../../ui/notices.ts';
import { confirm } from '../../ui/questions.ts';
import { useSay, useWords } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { restoreItem } from './outline-actions.ts';
import { showBin } from './outline-view.ts';
import './bin-dialog.css';

/** What was put away: to bring back, or to delete for good. */
export function BinDialog(): ReactNode {
  const say = useSay();
  const [items, setItems] = useState<readonly BinItem[] | null>(null);
  const read = (): void => {
    void api.request('outline.listBin', { novelId: openNovelId() }).then(setItems, notifyError);
  };
  useEffect(read, []);
  const change = (ask: () => Promise<unknown>): void => void ask().then(read, notifyError);
  const empty = async (): Promise<void> => {
    const scenes = (items ?? []).reduce((sum, { sceneCount }) => sum + sceneCount, 0);
    const isSure = await confirm({
      title: say('outline.emptyBin'),
      text: say('outline.emptyBinText', { count: items?.length ?? 0, scenes }),
      yes: say('outline.deleteForGood'),
      no: say('outline.keep'),
      isDanger: true,
    });
    if (isSure) change(() => api.request('outline.emptyBin', { novelId: openNovelId() }));
  };
  return (
    <Dialog
      isOpen
      onClose={() => showBin(false)}
      title={say('outline.bin')}
      size="large"
      footer={
        items && items.length > 0 ? (
          <Button variant="danger" onPress={() => void empty()}>
            {say('outline.emptyBin')}
          </Button>
        ) : undefined
      }
    >
      {items?.length === 0 && <EmptyState text={say('outline.binEmpty')} />}
      <ul className="bin-list">
        {items?.map((item) => (
          <BinRow key={item.item.id} item={item} change={change} />
        ))}
      </ul>
    </Dialog>
  );
}

function BinRow({
  item,
  change,
}: {
  readonly item: BinItem;
  readonly change: (ask: () => Promise<unknown>) => void;
}): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const { kind } = item.item;
  const title = item.title || say(`outline.untitled.${kind}`);
  const when = new Date(item.binnedAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const deleteIt = async (): Promise<void> => {
    const isSure = await confirm({
      title: say('outline.deleteTitle', { title }),
      text: say('outline.deleteText'),
      yes: say('outline.deleteForGood'),
      no: say('outline.keep'),
      isDanger: true,
    });
    if (isSure)
      change(() => api.request('outline.deleteBinned', { novelId: openNovelId(), items: [item.item] }));
  };
  return (
    <li className="bin-item">
      <div className="bin-words">
        <span className="bin-title">{title}</span>
        <span className="bin-meta">
          {say(`outline.binLine.${kind}`, { words: item.wordCount, scenes: item.sceneCount })} · {when}
          {item.reason === 'merged' && ` · ${say('outline.binMerged')}`}
        </span>
        {item.opening !== '' && <span className="bin-opening">{item.opening}</span>}
      </div>
      <Button
        aria-label={say('outline.restoreTitle', { title })}
        onPress={() => change(() => restoreItem(item.item))}
      >
        {say('outline.restore')}
      </Button>
      <Button
        variant="quiet"
        aria-label={say('outline.deleteNamed', { title })}
        onPress={() => void deleteIt()}
      >
        {say('outline.deleteForGood')}
      </Button>
    </li>
  );
}
