import { useEffect, useState, type ReactNode } from 'react';
import type { Waiting } from '../../../src-shared/domain/job.ts';
import { useSay, useWords } from '../../words.ts';
import './waiting-line.css';

/** Whom a job waits for, why and until when, and who is asked meanwhile, with the time left counted down. */
export function WaitingLine({ waiting }: { readonly waiting: Waiting }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const { why, host, meanwhile } = waiting;
  const left = useTimeLeft(waiting.until);
  const until = new Date(waiting.until).toLocaleString(locale, {
    ...(left > dayMs ? { dateStyle: 'medium' } : {}),
    timeStyle: left < 10 * 60_000 ? 'medium' : 'short',
  });
  return (
    <p className="waiting-line">
      <span role="status">
        {meanwhile === undefined
          ? say(`waiting.${why}`, { host, until })
          : say(`waiting.instead.${why}`, { host, until, model: meanwhile })}
      </span>
      <span className="waiting-line-left" aria-hidden>
        {countdown(left)}
      </span>
    </p>
  );
}

const dayMs = 24 * 3600_000;

function useTimeLeft(until: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, until - now);
}

function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
