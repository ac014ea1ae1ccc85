import { create } from 'zustand';

/** How the page shows the manuscript: the open scene to write in, or its chapter to read as one. */
export type PageView = 'scene' | 'chapter';

export const usePage = create<{ readonly view: PageView; readonly isVersionsOpen: boolean }>()(() => ({
  view: 'scene',
  isVersionsOpen: false,
}));

/** Turns the page over to a view. */
export function showPage(view: PageView): void {
  usePage.setState({ view });
}

/** Shows the kept states of the open scene, or puts them away. */
export function showVersions(isVersionsOpen: boolean): void {
  usePage.setState({ isVersionsOpen });
}
