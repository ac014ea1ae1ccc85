import { useMemo, type ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { LoreKind } from '../../../src-shared/domain/lore.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useSay } from '../../words.ts';
import { kindIcons } from './kinds.ts';
import { changeView, useLoreList } from './list-store.ts';
import { countKinds } from './list-view.ts';
import { useWorldbook } from './worldbook-store.ts';

/** A chip for each kind there is, with its count; those that are down are shown. */
export function KindChips(): ReactNode {
  const say = useSay();
  const entries = useWorldbook((state) => state.entries);
  const kinds = useLoreList((state) => state.view.kinds);
  const counts = useMemo(() => countKinds(entries), [entries]);
  if (counts.length < 2) return null;
  return (
    <ToggleButtonGroup
      aria-label={say('worldbook.kinds')}
      selectionMode="multiple"
      selectedKeys={kinds}
      onSelectionChange={(keys) => changeView({ kinds: [...keys] as LoreKind[] })}
      className="kind-chips"
    >
      {counts.map(({ kind, count }) => {
        const Icon = kindIcons[kind];
        const words = say('worldbook.kindCount', { kind: say(`kinds.${kind}`), count });
        return (
          <Tooltip key={kind} text={words}>
            <ToggleButton id={kind} aria-label={words} className="kind-chip">
              <Icon size={14} strokeWidth={1.75} aria-hidden />
              <span>{count}</span>
            </ToggleButton>
          </Tooltip>
        );
      })}
    </ToggleButtonGroup>
  );
}
