import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLog } from '../../../src-main/services/log.ts';
import { AppError } from '../../../src-shared/errors.ts';
import { temporaryFolder } from '../../helpers/novel-file.ts';

const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('an error is logged by code and place, without the words it carries: they may be prose or a key', () => {
  const file = join(temporaryFolder(), 'logs', 'fabula.log');
  const log = createLog({ file, from: 'main' });
  log.error('step-failed', new Error('She said “secret-1”\n    at the lamp'), { job: 'j' });
  log.error('step-failed', new AppError('MODEL_FAILED', { reason: 'secret-1' }, 'secret-1'));
  expect(readFileSync(file, 'utf8')).not.toMatch(/secret-1|She said/);
  expect(linesOf(file)).toMatchObject([
    { level: 'error', from: 'main', event: 'step-failed', code: 'INTERNAL', job: 'j' },
    { code: 'MODEL_FAILED' },
  ]);
});

test('a log that grew large is set aside, so that it does not fill the disk', () => {
  const file = join(temporaryFolder(), 'fabula.log');
  writeFileSync(file, 'x'.repeat(6 * 1024 * 1024));
  createLog({ file, from: 'main' }).info('opened');
  expect(statSync(`${file}.1`).size).toBe(6 * 1024 * 1024);
  expect(linesOf(file)).toMatchObject([{ event: 'opened' }]);
});

test('a log that cannot be written stops nothing', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'logs'), 'a file where the folder would be');
  const log = createLog({ file: join(folder, 'logs', 'fabula.log'), from: 'main' });
  expect(() => log.info('opened')).not.toThrow();
});
