import { create } from 'zustand';

interface Layout {
  readonly treeWidth: number; // px
  readonly panelWidth: number; // px
  readonly isTreeShown: boolean;
  /** Only the page is seen. */
  readonly isFocused: boolean;
}

export const treeLimits = { least: 200, usual: 248, most: 420 };
export const panelLimits = { least: 280, usual: 340, most: 560 };
/** Below this width of the window the right panel lies over the page. */
export const narrow = 1100;

const key = 'layout';
const usual: Layout = {
  treeWidth: treeLimits.usual,
  panelWidth: panelLimits.usual,
  isTreeShown: true,
  isFocused: false,
};

/** How the window is divided; kept on this machine. */
export const useLayout = create<Layout>()(() => ({ ...usual, ...kept() }));

useLayout.subscribe(({ treeWidth, panelWidth, isTreeShown }) => {
  localStorage.setItem(key, JSON.stringify({ treeWidth, panelWidth, isTreeShown }));
});

/** Shows the tree or hides it. */
export function toggleTree(): void {
  useLayout.setState(({ isTreeShown }) => ({ isTreeShown: !isTreeShown }));
}

/** Leaves only the page, or brings everything back. */
export function toggleFocusMode(): void {
  useLayout.setState(({ isFocused }) => ({ isFocused: !isFocused }));
}

/** Sets a column's width, within its limits. */
export function resizeColumn(column: 'tree' | 'panel', width: number): void {
  const { least, most } = column === 'tree' ? treeLimits : panelLimits;
  const fitting = Math.round(Math.min(most, Math.max(least, width)));
  useLayout.setState(column === 'tree' ? { treeWidth: fitting } : { panelWidth: fitting });
}

function kept(): Partial<Layout> {
  try {
    const { treeWidth, panelWidth, isTreeShown } = JSON.parse(localStorage.getItem(key) ?? '{}') as Layout;
    return {
      ...(typeof treeWidth === 'number' ? { treeWidth } : {}),
      ...(typeof panelWidth === 'number' ? { panelWidth } : {}),
      ...(typeof isTreeShown === 'boolean' ? { isTreeShown } : {}),
    };
  } catch {
    return {};
  }
}
