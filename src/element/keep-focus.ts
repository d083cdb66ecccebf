/**
 * A button that went, or can no longer be pressed, leaves the focus near by: on its neighbour, or on what the element begins with.
 * @param before what had the focus before the element was drawn anew
 */
export function keepFocus(root: ParentNode, before: Element): void {
  const ends = before.matches(':disabled');
  if (before.isConnected && !ends) return;
  const next = (ends && before.parentElement?.querySelector<HTMLElement>('button:enabled')) || root.querySelector<HTMLElement>('[tabindex="-1"]');
  next?.focus({ preventScroll: true });
}
