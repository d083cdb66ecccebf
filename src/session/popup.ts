import { Refusal } from './token-source.js';

export type Opener = (url: string, target: string, features: string) => Window | null;

/** Opens the sign-in window at once, still in the click; it learns its address later. */
export function openPopup(open: Opener): Window {
  const popup = open('about:blank', '_blank', 'popup,width=520,height=680');
  if (!popup) throw new Refusal('popup-blocked', 'DSCR_POPUP_BLOCKED');
  return popup;
}

/**
 * Waits for callback.html. A message counts only from our pop-up and the origin of the redirect address; where the
 * provider has cut the pop-up off from us (COOP), from the channel that only someone who knows `state` can name.
 * Everything else is passed over in silence. `signal` ends it and closes the pop-up.
 */
export function callbackFrom(popup: Window, redirectUri: string, state: string, signal: AbortSignal): Promise<URL> {
  const home = new URL(redirectUri);
  return new Promise((resolve, reject) => {
    const take = (data: unknown): void => {
      const { source, url } = (data ?? {}) as { readonly source?: unknown; readonly url?: unknown };
      if (source !== 'dscr-callback' || typeof url !== 'string' || !URL.canParse(url)) return;
      const at = new URL(url);
      if (at.origin === home.origin && at.pathname === home.pathname && at.searchParams.get('state') === state) resolve(at);
    };
    const channel = new BroadcastChannel(`dscr-cb-${state}`);
    channel.onmessage = ({ data }) => take(data);
    addEventListener('message', ({ source, origin, data }) => {
      if (source === popup && origin === home.origin) take(data);
    }, { signal });
    signal.addEventListener('abort', () => {
      channel.close();
      reject(signal.reason);
    });
  });
}
