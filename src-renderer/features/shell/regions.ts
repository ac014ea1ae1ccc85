/** What F6 goes through: parts of the window that bear `data-region`, in the order they stand in. */
function regions(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (element) => element.getClientRects().length > 0,
  );
}

const lastFocus = new WeakMap<HTMLElement, HTMLElement>();

/** Goes to the next part of the window, or the one before, where the focus was there last. */
export function goToRegion(by: 1 | -1): void {
  const all = regions();
  const focused = document.activeElement;
  const at = all.findIndex((region) => region.contains(focused));
  const here = all[at];
  if (here && focused instanceof HTMLElement) lastFocus.set(here, focused);
  const next = all[(at + by + all.length) % all.length] ?? all[0];
  if (next) focusIn(next);
}

/** Puts the focus into a part of the window: where it was, else on what asks for it, else on the first that takes it. */
export function focusIn(region: HTMLElement): void {
  const last = lastFocus.get(region);
  if (last?.isConnected && region.contains(last)) return last.focus();
  const wanted =
    region.querySelector<HTMLElement>('.ProseMirror, [role="tree"] [tabindex="0"], [role="treegrid"]') ??
    first(region, (element) => !element.closest('.panel-head')) ??
    first(region, () => true);
  if (wanted) return wanted.focus();
  region.tabIndex = -1;
  region.focus();
}

const takesFocus =
  'button:not([disabled]), input:not([disabled]):not([type="hidden"]), select:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

function first(region: HTMLElement, isWanted: (element: HTMLElement) => boolean): HTMLElement | undefined {
  return [...region.querySelectorAll<HTMLElement>(takesFocus)].find(
    (element) => element.tabIndex >= 0 && element.getClientRects().length > 0 && isWanted(element),
  );
}
