import { useState, type DragEvent } from 'react';
import { api } from '../../api.ts';
import { notifyError } from '../../ui/notices.ts';
import { importManuscriptFiles } from '../transfer/import-manuscript.ts';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

/** Files and folders dropped on the tree are manuscript; rows that are dragged pass by untouched. */
export function useFileDrop() {
  const [isOver, setOver] = useState(false);
  const take = (event: DragEvent): boolean => {
    if (!hasFiles(event)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const over = (event: DragEvent): void => {
    if (!take(event)) return;
    event.dataTransfer.dropEffect = 'copy';
    setOver(true);
  };
  return {
    isOver,
    handlers: {
      onDragEnterCapture: over,
      onDragOverCapture: over,
      onDragLeaveCapture: (event: DragEvent<HTMLElement>) => {
        const isInside =
          event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
        if (hasFiles(event) && !isInside) setOver(false);
      },
      onDropCapture: (event: DragEvent) => {
        setOver(false);
        if (!take(event)) return;
        const files = [...event.dataTransfer.files];
        void api.handlesOf(files).then(importManuscriptFiles, notifyError);
      },
    },
  };
}
