import type { jobsRoutes } from '../../../src-shared/ipc/jobs.ts';
import { getSetting, setSetting } from '../../db/app-database.ts';
import { generateChapter } from '../../novels/generate-chapter.ts';
import { helpPassage, passageInput } from '../../novels/help-passage.ts';
import { fullReport } from '../../novels/job-report.ts';
import { listJobs } from '../../novels/list-jobs.ts';
import { modelsOffered, offerModels } from '../../novels/offer-models.ts';
import type { Handlers } from '../handlers.ts';

const practiceSetting = 'practice-model-known';

export const jobsHandlers: Handlers<typeof jobsRoutes> = {
  'jobs.list': ({ novelId }, { session }) => listJobs(session(novelId)),
  'jobs.get': ({ novelId, jobId }, { session }) => session(novelId).jobs.getSnapshot(jobId),
  'jobs.report': ({ novelId, jobId }, { session }) => fullReport(session(novelId).db, jobId),
  'jobs.generateChapter': ({ novelId, model, ...wish }, { session }) => {
    const { novel, jobs, db } = session(novelId);
    const jobId = generateChapter({ novel, jobs }, { ...wish, models: modelsOffered(db, model) });
    jobs.start();
    return { jobId };
  },
  'jobs.helpPassage': ({ novelId, model, ...wish }, { session }) => {
    const { novel, jobs, db } = session(novelId);
    const jobId = helpPassage({ novel, jobs }, { ...wish, models: modelsOffered(db, model) });
    jobs.start();
    return { jobId };
  },
  'jobs.previewPrompt': ({ novelId, chapterId, brief, quality, model }, { session }) => {
    const { jobs, db } = session(novelId);
    const input = { kind: 'write-chapter', chapterId, brief, quality } as const;
    return jobs.previewPrompts({ input, models: modelsOffered(db, model) });
  },
  'jobs.previewPassage': ({ novelId, model, ...wish }, { session }) => {
    const { jobs, db } = session(novelId);
    return jobs.previewPrompts({ input: passageInput(db, wish), models: modelsOffered(db, model) });
  },
  'jobs.cancel': ({ novelId, jobId }, { session }) => session(novelId).jobs.cancelJob(jobId),
  'jobs.resume': ({ novelId, jobId }, { session }) => {
    const { jobs } = session(novelId);
    const job = jobs.resumeJob(jobId);
    jobs.start();
    return job;
  },
  'jobs.listModels': ({ novelId }, { app, session }) => ({
    models: offerModels(session(novelId).db),
    isPracticeKnown: getSetting(app.db, practiceSetting) === true,
  }),
  'jobs.acknowledgePractice': (_, { app }) => {
    setSetting(app.db, { name: practiceSetting, value: true });
    return null;
  },
  'jobs.setTyping': ({ novelId, isTyping }, { session }) => {
    session(novelId).jobs.tellTyping(isTyping);
    return null;
  },
};
