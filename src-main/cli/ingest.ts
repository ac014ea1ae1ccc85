import { Option } from 'commander';
import { resolve } from 'node:path';
import { ConflictChoice, type ImportReport } from '../../src-shared/domain/import.ts';
import { importLore } from '../novels/import-lore.ts';
import { updateIndexWithinCaps, type NovelWithLibrary } from '../novels/update-index.ts';
import { say } from '../services/words.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { withNovel } from './novel.ts';
import { novelOption, type AddVerb, type NovelOptions } from './verb.ts';

interface IngestOptions extends NovelOptions {
  readonly file: readonly string[];
  readonly conflicts: ConflictChoice;
}

export const addIngest: AddVerb = (program, run) => {
  program
    .command('ingest')
    .description('read a worldbook into a novel: Markdown, text, JSON lorebooks, whole folders')
    .addOption(novelOption())
    .requiredOption('--file <path...>', 'files or folders')
    .addOption(
      new Option('--conflicts <choice>', 'what happens to entries that are there already')
        .choices(ConflictChoice.options)
        .default('update'),
    )
    .action(run(ingest));
};

async function ingest({ novel, file, conflicts }: IngestOptions, io: Io): Promise<number> {
  return withNovel({ path: novel, io }, async (session) => {
    const report = await importLore(session, {
      paths: file.map((path) => resolve(path)),
      choices: { conflicts },
    });
    await index(session, io);
    io.answer(report, describeImport(report));
    return exitCodes.ok;
  });
}

/** Brings the novel's index up to date, with its progress on the screen. */
export async function index(session: NovelWithLibrary, io: Io): Promise<void> {
  const { capped } = await updateIndexWithinCaps(session, {
    signal: io.signal,
    onProgress: ({ done, total }) => io.screen.status(`library · embedding · ${done} of ${total}`),
  });
  if (capped)
    io.screen.line(
      'Your limit for this month is reached: new text is found by words only until you raise it.',
    );
}

/** An import's report in words. */
export function describeImport(report: ImportReport): string {
  const { added, updated, unchanged, skipped } = report;
  return [
    `${added} entries added, ${updated} updated, ${unchanged} unchanged, ${skipped} skipped, from ${report.files.length} file(s).`,
    `${report.relations.resolved} relations lead to an entry, ${report.relations.unresolved} to a name that has none yet.`,
    ...(report.progressionsWaiting === 0
      ? []
      : [`${report.progressionsWaiting} progressions name a chapter that is not there yet.`]),
    ...report.notes.map((note) => `- ${note.file}: ${say(note.key, note.values)}`),
  ].join('\n');
}
