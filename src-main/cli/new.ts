import { basename, resolve } from 'node:path';
import { Language } from '../../src-shared/domain/novel.ts';
import { AppError } from '../../src-shared/errors.ts';
import { addChapter } from '../novels/add-chapter.ts';
import { createNovel } from '../novels/create-novel.ts';
import { fillWithSample } from '../novels/sample.ts';
import { exitCodes } from './exit-codes.ts';
import { index } from './ingest.ts';
import type { Io } from './io.ts';
import { withNovel } from './novel.ts';
import { novelOption, type AddVerb, type NovelOptions } from './verb.ts';

interface NewOptions extends NovelOptions {
  readonly title?: string;
  readonly author: string;
  readonly language: string;
  readonly sample?: boolean;
}

export const addNew: AddVerb = (program, run) => {
  program
    .command('new')
    .description('make a novel')
    .addOption(novelOption())
    .option('--title <title>', 'its title; the file name without it')
    .option('--author <name>', 'its author', '')
    .option('--language <tag>', 'its language, such as en, id or zh-Hans', 'en')
    .option('--sample', 'fill it with the sample story and its worldbook')
    .action(run(newNovel));
};

async function newNovel({ novel, title, author, language, sample }: NewOptions, io: Io): Promise<number> {
  if (!Language.safeParse(language).success)
    throw new AppError('INPUT_INVALID', { field: '--language', reason: 'not a language tag such as en' });
  const path = resolve(novel);
  const made = createNovel({ path, title: title ?? basename(path, '.fabula'), author, language });
  await withNovel({ path, io }, async (session) => {
    if (!sample) return void addChapter(session.db);
    await fillWithSample(session);
    return index(session, io);
  });
  io.answer({ ...made, path }, `Made ${path}.`);
  return exitCodes.ok;
}
