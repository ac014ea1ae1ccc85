import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import './splitter.css';

export interface SplitterProps {
  /** What it changes: "Width of the tree". */
  readonly label: string;
  /** The width in px of the column it belongs to, and its limits. */
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** Which side of the splitter that column is on. */
  readonly side: 'left' | 'right';
  readonly onChange: (width: number) => void;
  /** A double click, or Home: the usual width. */
  readonly onReset: () => void;
}

const step = 16; // px an arrow key moves it

/** The edge between two columns: dragged, or moved with the arrow keys. */
export function Splitter({ label, value, least, most, side, onChange, onReset }: SplitterProps): ReactNode {
  const start = useRef<{ x: number; width: number } | null>(null);
  const sign = side === 'left' ? 1 : -1;
  const grab = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: value };
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (start.current) onChange(start.current.width + sign * (event.clientX - start.current.x));
  };
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    const moves: Readonly<Record<string, number>> = { ArrowLeft: -step, ArrowRight: step };
    const move = moves[event.key];
    if (move === undefined && event.key !== 'Home') return;
    event.preventDefault();
    if (move === undefined) onReset();
    else onChange(value + sign * move);
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className="splitter"
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={() => (start.current = null)}
      onDoubleClick={onReset}
      onKeyDown={press}
    />
  );
}
