/** A link's address without what follows its reader. */
import { linkAddress } from "../schema";

const FOLLOWS =
  /^(?:utm_.*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|yclid|msclkid|mc_eid|mc_cid|igshid|igsh|_hsenc|_hsmi|mkt_tok|vero_id|oly_.*_id|twclid|ttclid|li_fat_id|_ga|_gl)$/u;

/** Addresses that only lead on to another one, and where they keep it. */
const LEAD_ON: readonly [host: RegExp, path: RegExp, parameters: readonly string[]][] = [
  [/^(?:www\.)?google\.[a-z.]+$/u, /^\/url$/u, ["q", "url"]],
  [/\.safelinks\.protection\.outlook\.com$/u, /^\//u, ["url"]],
  [/^(?:l|lm)\.facebook\.com$/u, /^\/l\.php$/u, ["u"]],
  [/^(?:www\.)?youtube\.com$/u, /^\/redirect$/u, ["q"]],
  [/^t\.umblr\.com$/u, /^\/redirect$/u, ["z"]],
];

/** The address to keep, or null when reports may not link there. */
export function linkedTo(href: string): string | null {
  let address = /^(?:https?|mailto|tel):/iu.test(href.trim()) ? linkAddress(href) : null;
  // One that leads on may lead to another such one.
  for (let steps = 0; address !== null && steps < 3; steps += 1) {
    const on = leadsOn(new URL(address));
    if (on === null) break;
    address = linkAddress(on);
  }
  return address === null ? null : unfollowed(new URL(address));
}

function leadsOn(url: URL): string | null {
  for (const [host, path, parameters] of LEAD_ON) {
    if (!host.test(url.hostname) || !path.test(url.pathname)) continue;
    for (const name of parameters) {
      const on = url.searchParams.get(name);
      if (on !== null && /^https?:/iu.test(on)) return on;
    }
  }
  return null;
}

function unfollowed(url: URL): string {
  const names = [...url.searchParams.keys()].filter((name) => FOLLOWS.test(name.toLowerCase()));
  // Written anew only if it must be: the rest of an address is the portal's to spell.
  for (const name of names) url.searchParams.delete(name);
  return url.href;
}
