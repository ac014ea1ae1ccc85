import { useEffect, useRef, type ReactNode } from 'react';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { followText } from './crew-store.ts';
import { writeInto } from './text-writer.ts';

/** A job's text as it comes, in pencil. */
export function StreamText({ jobId, label }: { readonly jobId: JobId; readonly label: string }): ReactNode {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = page.current;
    if (!element) return;
    const writer = writeInto(element, element.parentElement);
    const end = followText(jobId, writer);
    return () => {
      end();
      writer.end();
    };
  }, [jobId]);
  return (
    <div className="draft-scroll" tabIndex={0} role="region" aria-label={label}>
      <div ref={page} className="draft-text draft-text-stream" />
    </div>
  );
}
