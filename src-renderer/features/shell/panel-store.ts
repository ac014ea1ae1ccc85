import { create } from 'zustand';

/** What the right side shows: one at a time. */
export type PanelName = 'worldbook' | 'draft' | 'review' | 'details' | 'jobs';

interface PanelState {
  readonly panel: PanelName | null;
  /** Settings lie over the whole window; the name of their open page. */
  readonly settings: string | null;
}

export const usePanels = create<PanelState>()(() => ({ panel: null, settings: null }));

/** Opens a panel on the right, or closes the side with null. */
export function showPanel(panel: PanelName | null): void {
  usePanels.setState({ panel });
}

/** Opens the panel, or closes it where it is open. */
export function togglePanel(panel: PanelName): void {
  usePanels.setState((state) => ({ panel: state.panel === panel ? null : panel }));
}

/** Opens a page of the settings ("models", "privacy", "appearance", "language"), or closes them with null. */
export function showSettings(page: string | null): void {
  usePanels.setState({ settings: page });
}
