import { Option } from 'commander';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../src-shared/errors.ts';
import { exportMarkdown } from '../novels/export-markdown.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { chapterAt, withNovel } from './novel.ts';
import { novelOption, wholeNumber, type AddVerb, type NovelOptions } from './verb.ts';

interface ExportOptions extends NovelOptions {
  readonly chapter?: number;
  readonly output?: string;
}

export const addExport: AddVerb = (program, run) => {
  program
    .command('export')
    .description('write the novel or one chapter out')
    .addOption(novelOption())
    .addOption(new Option('--format <format>', 'as what').choices(['md']).default('md'))
    .option('--chapter <number>', 'only this chapter', wholeNumber)
    .option('--output <file>', 'a new file to write; standard output without it')
    .action(run(exportNovel));
};

async function exportNovel({ novel, chapter, output }: ExportOptions, io: Io): Promise<number> {
  const text = await withNovel({ path: novel, io }, async (session) =>
    exportMarkdown(session.novel.db, {
      chapterId: chapter === undefined ? undefined : chapterAt(session, chapter).id,
    }),
  );
  if (output === undefined) {
    io.answer({ format: 'md', text }, text.trimEnd());
    return exitCodes.ok;
  }
  const path = resolve(output);
  if (existsSync(path)) throw new AppError('NOVEL_EXISTS', { path });
  await writeFile(path, text, { flag: 'wx' }); // never over a file that is there
  io.answer({ format: 'md', path }, `Written to ${path}.`);
  return exitCodes.ok;
}
