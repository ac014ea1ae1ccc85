import { forkChild } from '../../src-main/jobs/fork-child.ts';
import { openSession } from '../../src-main/novels/novel-session.ts';

// A host of its own, for tests that kill one: opens the novel named on the command line, works its queue off and
// says on standard output who its workers are and when the queue is empty.
const [path = ''] = process.argv.slice(2);
const session = await openSession({ path, fork: forkChild });
session.jobs.subscribe((event) => {
  if (event.type === 'step-started')
    process.stdout.write(
      `${JSON.stringify({ key: event.key, crew: session.jobs.workerPid, library: session.libraryPid })}\n`,
    );
});
session.jobs.start();
