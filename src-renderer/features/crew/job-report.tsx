import { useEffect, useState, type ReactNode } from 'react';
import type { FullReport, JobSummary } from '../../../src-shared/domain/job-summary.ts';
import { api } from '../../api.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { sayError, useSay, useWords } from '../../words.ts';
import { openNovelId } from '../library/novel-store.ts';
import { clock } from './job-progress.tsx';
import { jobTitle } from './job-row.tsx';
import { Receipt, stepName } from './prompt-pages.tsx';
import './job-report.css';

/** Everything that is kept of a job: its plan, what went into its prompts and why, every call with its words. */
export function JobReportDialog({
  job,
  onClose,
}: {
  readonly job: JobSummary;
  readonly onClose: () => void;
}): ReactNode {
  const say = useSay();
  const [report, setReport] = useState<FullReport | null>(null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    api.request('jobs.report', { novelId: openNovelId(), jobId: job.id }).then(
      (found) => isWanted && setReport(found),
      (thrown: unknown) => isWanted && setError(sayError(thrown)),
    );
    return () => void (isWanted = false);
  }, [job.id]);
  return (
    <Dialog isOpen onClose={onClose} size="huge" title={jobTitle(say, job)}>
      {error && <p role="alert">{error}</p>}
      {!error && !report && <Spinner label={say('report.loading')} />}
      {report && <Report report={report} />}
    </Dialog>
  );
}

function Report({ report }: { readonly report: FullReport }): ReactNode {
  const say = useSay();
  const locale = useWords((state) => state.locale);
  const { timings, tokens, beats, plan, receipts, calls, revisions } = report;
  const speed = tokens.perSecond?.toLocaleString(locale, { maximumFractionDigits: 0 });
  return (
    <div className="job-report">
      <p className="job-report-sum">
        {say('report.sum', {
          calls: tokens.calls,
          input: tokens.input ?? -1,
          output: tokens.output ?? -1,
          time: clock(timings.totalMs),
          inModel: clock(timings.modelMs),
        })}
        {speed !== undefined && ` ${say('report.speed', { speed })}`}
      </p>
      {beats.length > 0 && (
        <Disclosure title={say('report.plan', { count: beats.length })}>
          {plan && <p className="job-report-note">{say(`report.planBy.${plan.by}`)}</p>}
          <ol className="job-report-beats">
            {beats.map(({ number, happens, words }) => (
              <li key={number}>
                {happens} <span className="job-report-note">{say('report.beatWords', { words })}</span>
              </li>
            ))}
          </ol>
        </Disclosure>
      )}
      {revisions.length > 0 && (
        <p className="job-report-note">
          {say('report.revisions', {
            revised: revisions.filter(({ state }) => state === 'revised').length,
            refused: revisions.filter(({ state }) => state === 'refused').length,
          })}
        </p>
      )}
      {receipts.length > 0 && (
        <Disclosure title={say('report.receipts', { count: receipts.length })}>
          {receipts.map((receipt, at) => (
            <div key={at} className="job-report-receipt">
              <h4>{say('report.receiptNumber', { number: at + 1, model: receipt.model })}</h4>
              <Receipt receipt={receipt} />
            </div>
          ))}
        </Disclosure>
      )}
      {calls.length > 0 && <h3 className="job-report-head">{say('report.calls')}</h3>}
      {calls.map((call, at) => (
        <Call key={at} call={call} />
      ))}
    </div>
  );
}

function Call({ call }: { readonly call: FullReport['calls'][number] }): ReactNode {
  const say = useSay();
  const { step, role, model, usage, durationMs, messages, output, ended, insteadOf, isStored } = call;
  const facts = say('report.call', {
    ...{ step: stepName(say, step), role: say(`role.${role}`), model },
    input: usage.inputTokens ?? -1,
    output: usage.outputTokens ?? -1,
    seconds: Math.round(durationMs / 100) / 10,
    ended: isStored ? say('report.ended.stored') : say(`report.ended.${ended}`),
  });
  return (
    <Disclosure title={facts}>
      {insteadOf !== null && (
        <p className="job-report-note">{say('report.insteadOf', { model, insteadOf })}</p>
      )}
      {messages.map((message, at) => (
        <div key={at} className="prompt-message">
          <h4 className="prompt-message-role">{say(`prompt.role.${message.role}`)}</h4>
          {message.parts.map(({ name, text }, index) => (
            <div key={index} className="prompt-part">
              <p className="prompt-part-name">{name}</p>
              <pre className="prompt-part-text">{text}</pre>
            </div>
          ))}
        </div>
      ))}
      <h4 className="prompt-message-role">{say('report.answer')}</h4>
      <pre className="prompt-part-text job-report-answer">{output || say('report.noAnswer')}</pre>
    </Disclosure>
  );
}
