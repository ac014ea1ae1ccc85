import { expect, test } from 'vitest';
import { getJob, insertJob } from '../../../src-main/db/jobs.ts';
import { holdPaidJobs } from '../../../src-main/novels/hold-paid-jobs.ts';
import { newId } from '../../../src-main/services/ids.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import { ChapterBrief, QualityBar } from '../../../src-shared/domain/job.ts';
import type { ModelSettings } from '../../../src-shared/domain/model.ts';
import { EndpointModelSettings } from '../../../src-shared/domain/model.ts';
import { novelFile } from '../../helpers/novel-file.ts';

const endpoint = (baseUrl: string): ModelSettings =>
  EndpointModelSettings.parse({ provider: 'openai-compatible', baseUrl, model: 'm', keyName: null });

test('a queued job that costs money waits for the writer after a start, one on this machine goes on', () => {
  const { db, chapters } = novelFile();
  const add = (model: ModelSettings): JobId => {
    const id = newId<JobId>();
    const chapterId = chapters[0]!.id;
    insertJob(db, {
      id,
      input: {
        kind: 'write-chapter',
        chapterId,
        brief: ChapterBrief.parse({}),
        quality: QualityBar.parse({}),
      },
      models: { default: model, roles: {} },
      priority: 0,
      recipe: 'write-chapter@1',
      now: 1,
    });
    return id;
  };
  const paid = add(endpoint('https://models.example/v1'));
  const own = add(endpoint('http://127.0.0.1:8080/v1'));
  holdPaidJobs(db, 2);
  expect(getJob(db, paid)).toMatchObject({ state: 'needs_human', error: { code: 'JOB_INTERRUPTED' } });
  expect(getJob(db, own)).toMatchObject({ state: 'queued', error: null });
});
