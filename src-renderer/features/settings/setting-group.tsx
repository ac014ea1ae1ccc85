import { useId, type ReactNode } from 'react';
import './setting-group.css';

interface SettingGroupProps {
  readonly title: string;
  readonly note?: string | undefined;
  readonly children?: ReactNode;
}

/** A part of a settings page: its head, a line about it, its controls. */
export function SettingGroup({ title, note, children }: SettingGroupProps): ReactNode {
  const id = useId();
  return (
    <section className="setting-group" aria-labelledby={id}>
      <h3 className="setting-group-title" id={id}>
        {title}
      </h3>
      {note && <p className="setting-group-note">{note}</p>}
      {children}
    </section>
  );
}
