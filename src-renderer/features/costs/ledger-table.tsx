import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';
import type { LedgerEntry } from '../../../src-shared/domain/costs.ts';
import { useSay, useWords } from '../../words.ts';
import { stepName } from '../crew/prompt-pages.tsx';
import { readRows, useCosts } from './costs-store.ts';
import { sayMoney } from './money.ts';
import './ledger-table.css';

const rowHeight = 44;
const columns = ['time', 'what', 'model', 'tokens', 'predicted', 'cost'] as const;

/** Every call to a model, the newest first. Only the rows in sight are read and drawn. */
export function LedgerTable({ count }: { readonly count: number }): ReactNode {
  const say = useSay();
  const frame = useRef<HTMLDivElement>(null);
  const entries = useCosts((state) => state.rows);
  const rows = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const seen = rows.getVirtualItems();
  const [first, last] = [seen[0]?.index ?? 0, seen.at(-1)?.index ?? 0];
  useEffect(() => {
    void readRows(first);
    void readRows(last);
  }, [first, last, entries]);
  return (
    <div role="table" aria-label={say('costs.ledger')} aria-rowcount={count + 1} className="ledger-table">
      <div role="row" aria-rowindex={1} className="ledger-table-row ledger-table-head">
        {columns.map((column) => (
          <span key={column} role="columnheader" className={`ledger-table-${column}`}>
            {say(`costs.column.${column}`)}
          </span>
        ))}
      </div>
      <div
        ref={frame}
        role="rowgroup"
        tabIndex={0}
        aria-label={say('costs.ledger')}
        className="ledger-table-frame"
      >
        <div role="presentation" className="ledger-table-sheet" style={{ height: rows.getTotalSize() }}>
          {seen.map(({ index, start }) => (
            <div
              key={index}
              role="row"
              aria-rowindex={index + 2}
              className="ledger-table-row ledger-table-entry"
              style={{ transform: `translateY(${start}px)` }}
            >
              <Cells entry={entries.get(index)} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

function Cells({ entry }: { readonly entry: LedgerEntry | undefined }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  if (!entry) return <span role="cell">…</span>;
  const { at, novelTitle, role, step, model, kind, predicted, cost, ended } = entry;
  const count = (tokens: number | null): string => (tokens === null ? '?' : tokens.toLocaleString(locale));
  const time = new Date(at).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' });
  const isOdd = ended !== 'stop';
  return (
    <>
      <span role="cell" className="ledger-table-time">
        {time}
        <small>{novelTitle}</small>
      </span>
      <span role="cell" className="ledger-table-what">
        {say(`role.${role}`)}
        <small>
          {isOdd ? `${stepName(say, step)} · ${say(`costs.ended.${ended}`)}` : stepName(say, step)}
        </small>
      </span>
      <span role="cell" className="ledger-table-model">
        {model}
      </span>
      <span role="cell" className="ledger-table-tokens">
        {count(entry.inputTokens)} / {count(entry.outputTokens)}
        {entry.cachedTokens !== null && entry.cachedTokens > 0 && (
          <small>{say('costs.cached', { tokens: entry.cachedTokens })}</small>
        )}
      </span>
      <span role="cell" className="ledger-table-predicted">
        {kind === 'priced' && predicted !== null ? sayMoney(predicted) : '–'}
      </span>
      <span role="cell" className="ledger-table-cost">
        {kind === 'priced'
          ? cost === null
            ? say('costs.notTold')
            : sayMoney(cost)
          : say(`costs.kind.${kind}`)}
      </span>
    </>
  );
}
