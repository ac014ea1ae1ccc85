import { join } from 'node:path';
import { app as electron, dialog } from 'electron';
import type { NovelId } from '../../../src-shared/domain/ids.ts';
import { QualityBar } from '../../../src-shared/domain/job.ts';
import type { costsRoutes } from '../../../src-shared/ipc/costs.ts';
import type { App } from '../../app/app.ts';
import { indexKeeperOf } from '../../app/keep-index.ts';
import { ledgerAsCsv, setHostLimits, setPrice, summarizeCosts } from '../../app/costs.ts';
import { listLedger, spentByJobs } from '../../db/ledger.ts';
import { answerStats, clearAnswers } from '../../db/stored-answers.ts';
import { estimateRun } from '../../novels/estimate-run.ts';
import { passageInput } from '../../novels/help-passage.ts';
import { modelsOffered } from '../../novels/offer-models.ts';
import { inputOfNovel } from '../../novels/review-chapter.ts';
import { saveText } from '../../services/save-text.ts';
import { keepCaps } from '../../services/money-settings.ts';
import { say } from '../../services/words.ts';
import type { Handlers } from '../handlers.ts';

export const costsHandlers: Handlers<typeof costsRoutes> = {
  'costs.summary': (_, { app }) => summaryOf(app),
  'costs.ledger': (page, { app }) => listLedger(app.db, page),
  'costs.export': async (_, { app }) => {
    const { filePath } = await dialog.showSaveDialog({
      title: say('costs.export', {}, app.locale),
      defaultPath: join(electron.getPath('documents'), `${say('costs.fileName', {}, app.locale)}.csv`),
      filters: [{ name: 'CSV', extensions: ['csv'] }],
    });
    if (!filePath) return null;
    saveText(filePath, ledgerAsCsv(app.db));
    return app.files.mint(filePath);
  },
  'costs.setLimits': ({ caps }, { app }) => changed(app, () => keepCaps(app.db, caps)),
  'costs.setPrice': (wish, { app }) => changed(app, () => setPrice(app.db, wish)),
  'costs.setHostLimits': (wish, { app }) => changed(app, () => setHostLimits(app.db, wish)),
  'costs.estimate': (wish, { app, session }) => {
    const open = session(wish.novelId);
    if (wish.kind === 'job') {
      const { input, models } = open.jobs.getJob(wish.jobId);
      return estimateRun(open, { input, models, app: app.db });
    }
    if (wish.kind === 'review-novel') {
      const input = inputOfNovel(open.db);
      return estimateRun(open, { input, models: modelsOffered(open.db, undefined), app: app.db });
    }
    if (wish.kind === 'help-passage') {
      const input = passageInput(open.db, wish);
      return estimateRun(open, { input, models: modelsOffered(open.db, wish.model), app: app.db });
    }
    const { chapterId } = wish;
    if (wish.kind === 'review-chapter') {
      const input = { kind: wish.kind, chapterId, quality: QualityBar.parse({}) };
      return estimateRun(open, { input, models: modelsOffered(open.db, undefined), app: app.db });
    }
    const { kind, brief, quality, model } = wish;
    const input = { kind, chapterId, brief, quality };
    return estimateRun(open, { input, models: modelsOffered(open.db, model), app: app.db });
  },
  'costs.jobs': ({ novelId }, { app }) => jobsOf(app, novelId),
  'cache.stats': (_, { app }) => answerStats(app.db),
  'cache.clear': (_, { app }) => {
    clearAnswers(app.db);
    return answerStats(app.db);
  },
};

function summaryOf({ db, session }: App) {
  return summarizeCosts({ app: db, novel: session?.db ?? null });
}

function changed(app: App, change: () => void) {
  change();
  app.emit('costs.changed', { novelId: null });
  if (app.session) indexKeeperOf(app.session, app).wake(); // a cap may have stopped it
  return summaryOf(app);
}

function jobsOf({ db }: App, novelId: NovelId) {
  return Object.fromEntries(spentByJobs(db, novelId).map(({ jobId, ...spent }) => [jobId, spent]));
}
