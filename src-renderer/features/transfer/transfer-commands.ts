import type { ChapterId } from '../../../src-shared/domain/ids.ts';
import type { ExportFormat } from '../../../src-shared/domain/manuscript.ts';
import { api } from '../../api.ts';
import { notify, notifyError } from '../../ui/notices.ts';
import { say } from '../../words.ts';
import { registerCommands } from '../commands/commands.ts';
import { openNovelId, useNovel } from '../library/novel-store.ts';
import { flushScene, useScene } from '../manuscript/scene-store.ts';
import { chooseManuscript } from './import-manuscript.ts';

const isOpen = (): boolean => useNovel.getState().novelId !== null;
const openChapter = (): ChapterId | null => useScene.getState().scene?.chapterId ?? null;

/** Saves the open scene, asks where to, and writes the novel or one chapter out. */
export async function exportText(format: ExportFormat, chapterId: ChapterId | null): Promise<void> {
  try {
    await flushScene();
    const file = await api.request('exports.save', { novelId: openNovelId(), format, chapterId });
    if (file) notify({ kind: 'ok', text: say('transfer.written', { file: file.name }) });
  } catch (error) {
    notifyError(error);
  }
}

const exportNovel = (id: string, format: ExportFormat) => ({
  id,
  isEnabled: isOpen,
  run: () => exportText(format, null),
});

const exportChapter = (id: string, format: ExportFormat) => ({
  id,
  isEnabled: () => isOpen() && openChapter() !== null,
  run: () => exportText(format, openChapter()),
});

registerCommands([
  { id: 'manuscript.import', isEnabled: isOpen, run: chooseManuscript },
  exportNovel('manuscript.export-docx', 'docx'),
  exportNovel('manuscript.export-markdown', 'md'),
  exportChapter('chapter.export-docx', 'docx'),
  exportChapter('chapter.export-markdown', 'md'),
]);
