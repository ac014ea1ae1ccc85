import type { DraftId } from '../../src-shared/domain/ids.ts';
import { acceptDraft } from '../novels/accept-draft.ts';
import { exitCodes } from './exit-codes.ts';
import { index } from './ingest.ts';
import type { Io } from './io.ts';
import { withNovel } from './novel.ts';
import { novelOption, type AddVerb, type NovelOptions } from './verb.ts';

interface AcceptOptions extends NovelOptions {
  readonly draft: DraftId;
}

export const addAccept: AddVerb = (program, run) => {
  program
    .command('accept')
    .description('put a draft into the manuscript; what stood there is kept as a version')
    .addOption(novelOption())
    .requiredOption('--draft <id>', 'which draft')
    .action(run(accept));
};

async function accept({ novel, draft }: AcceptOptions, io: Io): Promise<number> {
  return withNovel({ path: novel, io }, async (session) => {
    const accepted = acceptDraft(session, draft);
    await index(session, io);
    io.answer(accepted, `Accepted into ${accepted.scenes.length} scene(s).`);
    return exitCodes.ok;
  });
}
