import { CircleCheck, CircleDashed, CircleDot, Circle, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SceneStatus } from './outline-nodes.ts';
import './status-mark.css';

const signs: Readonly<Record<SceneStatus, LucideIcon>> = {
  outline: CircleDashed,
  draft: Circle,
  revised: CircleDot,
  done: CircleCheck,
};

/** A scene's state as a shape: dashed, open, with a dot, ticked. Its words stand beside it or in the row's label. */
export function StatusMark({ status }: { readonly status: SceneStatus }): ReactNode {
  const Sign = signs[status];
  return <Sign size={14} strokeWidth={1.75} aria-hidden className={`status-mark status-mark-${status}`} />;
}
