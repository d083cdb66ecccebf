import { fhirUrl } from '../fhir/url.js';

export interface PolicyWatch {
  /** one of our own addresses was blocked */
  blocked: boolean;
  /** of the API: all below it is ours */
  base: string;
  /** An address we ask: another one of the same server is somebody else's, and no affair of ours. */
  add(this: void, url: string): void;
}

/** A host's content security policy that blocks our own addresses is said in words, not left as a failed request. */
export function watchPolicyViolations(told: () => void): PolicyWatch {
  const asked = new Set<string>();
  const watch: PolicyWatch = { blocked: false, base: '', add(url) { asked.add(whole(url)); } };
  document.addEventListener('securitypolicyviolation', ({ disposition, effectiveDirective, blockedURI }) => {
    if (watch.blocked || disposition !== 'enforce' || effectiveDirective !== 'connect-src' || !URL.canParse(blockedURI)) return;
    // Where a redirect led, a browser tells the origin alone: we follow none.
    if (!asked.has(whole(blockedURI)) && (new URL(blockedURI).pathname === '/' || !fhirUrl(watch.base, blockedURI))) return;
    watch.blocked = true;
    told();
  });
  return watch;
}

/** An address as a browser tells it: without fragment. */
function whole(address: string): string {
  const url = new URL(address);
  url.hash = '';
  return url.href;
}
