import { BookOpen, BookText, CircleHelp, Cpu, FileText } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSay } from '../../words.ts';
import { useDrop } from './drop-files.ts';
import './drop-overlay.css';

const signs = { worldbook: BookText, manuscript: FileText, model: Cpu, ask: CircleHelp, novel: BookOpen };

/** Names what files will become where they are held; never in the way of the drop itself. */
export function DropOverlay(): ReactNode {
  const say = useSay();
  const target = useDrop((state) => state.target);
  if (target === null) return null;
  const Icon = signs[target];
  return (
    <div className={`drop-overlay drop-overlay-${target}`} role="status">
      <p className="drop-overlay-words">
        <Icon size={20} strokeWidth={1.75} aria-hidden /> {say(`worldbook.drop.${target}`)}
      </p>
    </div>
  );
}
