/**
 * Lines that must be seen whenever content is: identity, alerts, allergies. A host cannot style inside a shadow root,
 * but it can clip, fade or cover what is around it (hazards H7, H20).
 */
export const CRITICAL = '[data-critical]';

/** true where the element is on screen and one of its critical lines is not. An element that is hidden as a whole is harmless, and paper is no screen. */
export function hiddenCritical(host: HTMLElement): boolean {
  if (!host.isConnected || matchMedia('print').matches || !host.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const lines = host.shadowRoot?.querySelectorAll<HTMLElement>(CRITICAL);
  return lines !== undefined && [...lines].some((line) => line.childElementCount > 0 && !isSeen(line));
}

function isSeen(line: HTMLElement): boolean {
  const box = line.getBoundingClientRect();
  if (box.width < 40 || box.height < 8) return false;
  let opacity = 1;
  let { top, bottom, left, right } = box;
  for (let at: Element | null = line; at; at = parentOf(at)) {
    const style = getComputedStyle(at);
    if (style.visibility !== 'visible' || style.display === 'none') return false;
    opacity *= Number(style.opacity);
    if (style.clipPath !== 'none') return false;
    if (at !== line && at !== document.documentElement && at !== document.body && style.display !== 'contents') {
      const clip = at.getBoundingClientRect();
      // What can be scrolled to is not hidden; what is cut off is.
      if (/hidden|clip/.test(style.overflowY)) { top = Math.max(top, clip.top); bottom = Math.min(bottom, clip.bottom); }
      if (/hidden|clip/.test(style.overflowX)) { left = Math.max(left, clip.left); right = Math.min(right, clip.right); }
    }
  }
  return opacity >= 0.5 && (bottom - top) * (right - left) >= 0.9 * box.width * box.height;
}

const parentOf = (at: Element): Element | null => at.assignedSlot ?? at.parentElement ?? (at.getRootNode() instanceof ShadowRoot ? (at.getRootNode() as ShadowRoot).host : null);
