export type Opener = (url: string, target: string, features: string) => Window | null;

/**
 * Waits for callback.html. A message counts only from our pop-up and the origin of the redirect address; where the
 * provider has cut the pop-up off from us (COOP), from the channel that only someone who knows `state` can name.
 * Everything else is passed over in silence. `signal` ends it and closes the pop-up.
 */
export function callbackFrom(popup: Window, redirectUri: string, state: string, signal: AbortSignal): Promise<URL> {
  const home = new URL(redirectUri);
  return new Promise((resolve, reject) => {
    const take = (data: { readonly source?: unknown; readonly url?: unknown } | null): void => {
      const url = data?.source === 'dscr-callback' && String(data.url);
      if (!url || !URL.canParse(url)) return;
      const at = new URL(url);
      if (at.origin + at.pathname === home.origin + home.pathname && at.searchParams.get('state') === state) resolve(at);
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
