import { Option } from 'commander';
import { SearchQuery, type SearchHit, type SearchMode } from '../../src-shared/domain/search.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { lastSceneOf, withNovel } from './novel.ts';
import { checked, novelOption, wholeNumber, type AddVerb, type NovelOptions } from './verb.ts';

interface SearchOptions extends NovelOptions {
  readonly text: string;
  readonly mode: SearchMode;
  readonly asOf?: number;
  readonly limit: number;
}

export const addSearch: AddVerb = (program, run) => {
  program
    .command('search')
    .description('find passages of the novel and its worldbook by words and by meaning')
    .argument('<text...>', 'what to look for')
    .addOption(novelOption())
    .addOption(new Option('--mode <mode>', 'how').choices(['basic', 'hybrid', 'full']).default('hybrid'))
    .option('--as-of <chapter>', 'nothing told after this chapter answers', wholeNumber)
    .option('--limit <n>', 'how many', wholeNumber, 8)
    .action((text: string[], options: SearchOptions) => run(search)({ ...options, text: text.join(' ') }));
};

async function search({ novel, text, mode, asOf, limit }: SearchOptions, io: Io): Promise<number> {
  const hits = await withNovel({ path: novel, io }, (session) =>
    session.library(
      'search',
      checked(SearchQuery, {
        text,
        mode,
        limit,
        ...(asOf === undefined ? {} : { asOf: lastSceneOf(session, asOf) }),
      }),
    ),
  );
  io.answer(hits, hits.length === 0 ? 'Nothing found.' : hits.map(describeHit).join('\n\n'));
  return exitCodes.ok;
}

function describeHit(hit: SearchHit, at: number): string {
  const { fullTextRank, vectorRank, similarity, mention } = hit.why;
  const why = [
    ...(mention === null ? [] : [`named “${mention}”`]),
    ...(fullTextRank === null ? [] : [`words #${fullTextRank}`]),
    ...(vectorRank === null ? [] : [`meaning #${vectorRank}`]),
    ...(similarity === null ? [] : [`cosine ${similarity.toFixed(2)}`]),
  ].join(', ');
  const where = hit.source.kind === 'scene' ? `chapter ${hit.source.chapterNumber}` : 'worldbook';
  const quote = hit.text.slice(hit.passage.start, hit.passage.end).replace(/\s+/gu, ' ').trim();
  return `${at + 1}. ${hit.title} (${where}; ${why})\n   ${quote.length > 300 ? `${quote.slice(0, 299)}…` : quote}`;
}
