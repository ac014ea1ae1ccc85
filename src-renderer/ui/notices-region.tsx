import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useSay } from '../words.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';
import { closeNotice, useNotices, type Notice } from './notices.ts';
import './notices-region.css';

const signs = { info: Info, ok: CircleCheck, error: CircleAlert };
const shownFor = 7000; // ms; one that can be acted on stays longer

/** Where notices appear, at the window's lower edge; once in the window. Errors are read out at once. */
export function NoticesRegion(): ReactNode {
  const say = useSay();
  const notices = useNotices((state) => state.notices);
  return (
    // Above dialogs too: without the mark an open dialog would silence it and swallow its clicks.
    <section className="notices" aria-label={say('ui.notices')} data-react-aria-top-layer="true">
      <div role="status">
        {notices.map((notice) => notice.kind !== 'error' && <Line key={notice.id} notice={notice} />)}
      </div>
      <div role="alert">
        {notices.map((notice) => notice.kind === 'error' && <Line key={notice.id} notice={notice} />)}
      </div>
    </section>
  );
}

function Line({ notice }: { readonly notice: Notice }): ReactNode {
  const say = useSay();
  const [isHeld, hold] = useState(false);
  const { id, kind, text, action } = notice;
  useEffect(() => {
    if (kind === 'error' || isHeld) return;
    const timer = setTimeout(() => closeNotice(id), action ? shownFor * 2 : shownFor);
    return () => clearTimeout(timer);
  }, [id, kind, action, isHeld]);
  const Sign = signs[kind];
  return (
    <div
      className={classNames('notice', `notice-${kind}`)}
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <Sign size={16} aria-hidden className="notice-sign" />
      <p className="notice-text">{text}</p>
      {action && (
        <Button
          variant="quiet"
          onPress={() => {
            closeNotice(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={say('ui.closeNotice')} placement="top" onPress={() => closeNotice(id)} />
    </div>
  );
}
