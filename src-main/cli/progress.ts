import type { Job, JobEvent, Waiting } from '../../src-shared/domain/job.ts';
import type { Screen } from './screen.ts';

/** What the status line says of a running job: agent, step, tokens/s, elapsed. */
export function statusOf({ progress, startedAt }: Job, now: number): string {
  const elapsed = startedAt === null ? 0 : Math.max(0, Math.round((now - startedAt) / 1000));
  return [
    progress.agent ?? 'waiting',
    progress.step ?? 'in the queue',
    ...(progress.tokensPerSecond === null ? [] : [`${progress.tokensPerSecond.toFixed(0)} tokens/s`]),
    ...(progress.waiting === null ? [] : [waitOf(progress.waiting)]),
    `${Math.floor(elapsed / 60)}:${String(elapsed % 60).padStart(2, '0')}`,
  ].join(' · ');
}

function waitOf({ host, until, meanwhile }: Waiting): string {
  const waits = `waiting for ${host} until ${new Date(until).toLocaleTimeString()}`;
  return meanwhile === undefined ? waits : `${waits}, asking ${meanwhile} instead`;
}

/** Shows one job's events on a screen as they come; the answer stops the clock. */
export function showJob({ screen, job, now }: { screen: Screen; job: Job; now: () => number }): {
  apply(event: JobEvent): void;
  stop(): void;
} {
  let current = job;
  let isWriting = false;
  const draw = () => screen.status(statusOf(current, now()));
  const clock = setInterval(draw, 500);
  return {
    apply: (event) => {
      if (event.type === 'job-changed' ? event.job.id !== job.id : event.jobId !== job.id) return;
      switch (event.type) {
        case 'job-changed':
          current = event.job;
          return draw();
        case 'progress':
          current = { ...current, progress: event.progress };
          return draw();
        case 'step-started':
          current = { ...current, progress: { ...current.progress, agent: event.agent, step: event.key } };
          return draw();
        case 'text-delta':
          if (!isWriting) screen.line('');
          isWriting = true;
          return screen.text(event.text);
        case 'step-finished':
          return;
      }
    },
    stop: () => {
      clearInterval(clock);
      screen.end();
    },
  };
}
