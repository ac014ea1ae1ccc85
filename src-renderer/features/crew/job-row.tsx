import {
  Ban,
  CheckCircle2,
  CircleAlert,
  CircleDashed,
  LoaderCircle,
  XCircle,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { JobState } from '../../../src-shared/domain/job.ts';
import type { JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useSay, useWords } from '../../words.ts';
import { JobCost } from '../costs/job-cost.tsx';
import { showReview } from '../review/review-store.ts';
import { cancelJob, isUnderWay, resumeJob } from './crew-store.ts';
import { showDraft, showJob } from './draft-store.ts';
import { sayJobError } from './job-error.ts';
import { clock, JobProgressHead } from './job-progress.tsx';

const signs: Readonly<Record<JobState, LucideIcon>> = {
  queued: CircleDashed,
  running: LoaderCircle,
  success: CheckCircle2,
  needs_human: CircleAlert,
  failed: XCircle,
  cancelled: Ban,
};

/** What a job is called: its work and the chapter it is about. */
export function jobTitle(
  say: ReturnType<typeof useSay>,
  { kind, task, target, chapter }: JobSummary,
): string {
  const values = {
    number: chapter?.number ?? 0,
    title: chapter?.title ?? '',
    isGone: chapter ? 'no' : 'yes',
  };
  if (kind === 'help-passage' && target === 'draft') return say('jobs.kind.again', values);
  return say(kind === 'help-passage' ? `jobs.kind.${task ?? 'continue'}` : `jobs.kind.${kind}`, values);
}

/** One job: what became of it, what it took, and what can be done with it. */
export function JobRow({
  job,
  onReport,
}: {
  readonly job: JobSummary;
  readonly onReport: () => void;
}): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const Sign = signs[job.state];
  const when = new Date(job.createdAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className="job-row">
      <div className="job-row-head">
        <Sign size={16} strokeWidth={1.75} aria-hidden className={`job-row-sign job-row-sign-${job.state}`} />
        <span className="job-row-title">{jobTitle(say, job)}</span>
        <span className="job-row-state">{say(`jobs.state.${job.state}`)}</span>
      </div>
      {isUnderWay(job) ? <JobProgressHead job={job} /> : <Facts job={job} when={when} />}
      {job.error && (
        <p className={classNames('job-row-error', job.state === 'failed' && 'job-row-failed')}>
          {sayJobError(job.error)}
        </p>
      )}
      <Actions job={job} onReport={onReport} />
    </li>
  );
}

function Facts({ job, when }: { readonly job: JobSummary; readonly when: string }): ReactNode {
  const say = useSay();
  const { startedAt, endedAt, tokens, scores, words, model } = job;
  const took = startedAt !== null && endedAt !== null ? clock(endedAt - startedAt) : null;
  const facts = [
    when,
    model,
    ...(took === null ? [] : [say('jobs.took', { time: took })]),
    say('jobs.tokens', { input: tokens.input ?? -1, output: tokens.output ?? -1 }),
    ...(words > 0 ? [say('jobs.words', { words })] : []),
  ];
  const outcome = scores.map(({ layer, score }) =>
    say(score === null ? 'jobs.notEvaluated' : 'jobs.score', {
      layer: say(`layer.${layer}`),
      score: Math.round(score ?? 0),
    }),
  );
  return (
    <>
      <p className="job-row-facts">
        {facts.join('\u00a0· ')}
        <JobCost jobId={job.id} />
      </p>
      {outcome.length > 0 && <p className="job-row-facts">{outcome.join(' · ')}</p>}
    </>
  );
}

function Actions({ job, onReport }: { readonly job: JobSummary; readonly onReport: () => void }): ReactNode {
  const say = useSay();
  const { id, draftId, kind, target, scores } = job;
  const isOpen = isUnderWay(job);
  return (
    <div className="job-row-actions">
      {job.state === 'queued' && (
        <Button variant="quiet" onPress={() => void cancelJob(id)}>
          {say('jobs.cancel')}
        </Button>
      )}
      {isOpen && kind === 'write-chapter' && (
        <Button variant="quiet" onPress={() => showJob(id)}>
          {say('jobs.showText')}
        </Button>
      )}
      {!isOpen && job.isResumable && (kind !== 'help-passage' || job.state === 'needs_human') && (
        <Button variant="quiet" onPress={() => void resumeJob(id)}>
          {say('job.resume')}
        </Button>
      )}
      {draftId !== null && !isOpen && (kind === 'write-chapter' || target === 'draft') && (
        <Button variant="quiet" onPress={() => void showDraft(draftId)}>
          {say('jobs.openDraft')}
        </Button>
      )}
      {scores.length > 0 && !isOpen && (
        <Button variant="quiet" onPress={() => void showReview(id)}>
          {say('review.open')}
        </Button>
      )}
      {!isOpen && (
        <Button variant="quiet" onPress={onReport}>
          {say('jobs.report')}
        </Button>
      )}
    </div>
  );
}
