import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, type ReactNode } from 'react';
import type { PreviewFile } from '../../../src-shared/domain/lore-import.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { useSay } from '../../words.ts';
import { changeImport, useLoreImport } from './import-store.ts';
import { countKinds } from './list-view.ts';

const usualHeight = 29; // px, of a row whose path is not broken
const overscan = 4; // rows that Tab finds beyond those that are seen

/** The files an import would take, each with what is in it; those in sight are drawn. */
export function FileTable({ files }: { readonly files: readonly PreviewFile[] }): ReactNode {
  const say = useSay();
  const region = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: files.length,
    getScrollElement: () => region.current,
    estimateSize: () => usualHeight,
    overscan,
  });
  if (files.length === 0) return null;
  const drawn = rows.getVirtualItems();
  const above = drawn[0]?.start ?? 0;
  const below = rows.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div
      ref={region}
      className="lore-import-scroll"
      role="region"
      aria-label={say('worldbook.fileTable')}
      tabIndex={0}
    >
      <table className="lore-import-table" aria-rowcount={files.length + 1}>
        <thead>
          <tr>
            <th scope="col">{say('worldbook.file')}</th>
            <th scope="col">{say('worldbook.format')}</th>
            <th scope="col">{say('worldbook.holds')}</th>
          </tr>
        </thead>
        <tbody>
          <Gap height={above} />
          {drawn.map(({ index }) => {
            const file = files[index];
            return (
              file && <FileRow key={file.path} file={file} index={index} measure={rows.measureElement} />
            );
          })}
          <Gap height={below} />
        </tbody>
      </table>
    </div>
  );
}

/** The room of rows that are not drawn. */
function Gap({ height }: { readonly height: number }): ReactNode {
  return height > 0 && <tr aria-hidden className="lore-import-gap" style={{ height }} />;
}

interface FileRowProps {
  readonly file: PreviewFile;
  readonly index: number;
  readonly measure: (row: HTMLTableRowElement | null) => void;
}

function FileRow({ file, index, measure }: FileRowProps): ReactNode {
  const say = useSay();
  const { path, format } = file;
  const isTaken = useLoreImport((state) => !state.open?.leftOut.includes(path));
  return (
    <tr ref={measure} data-index={index} aria-rowindex={index + 2}>
      <td>
        <Checkbox isSelected={isTaken} onChange={(take) => takeFile(path, take)}>
          {path}
        </Checkbox>
      </td>
      <td>{format && say(`worldbook.format.${format}`)}</td>
      <td>{contentsOf(file, say)}</td>
    </tr>
  );
}

function takeFile(path: string, isTaken: boolean): void {
  const leftOut = useLoreImport.getState().open?.leftOut ?? [];
  changeImport({ leftOut: isTaken ? leftOut.filter((other) => other !== path) : [...leftOut, path] });
}

/** A single entry by its title, several by how many of each kind. */
function contentsOf({ entries }: PreviewFile, say: ReturnType<typeof useSay>): string {
  const [first] = entries;
  if (first && entries.length === 1) return `${first.title} (${say(`kind.${first.kind}`)})`;
  return countKinds(entries)
    .map(({ kind, count }) => say('worldbook.kindCount', { kind: say(`kinds.${kind}`), count }))
    .join(', ');
}
