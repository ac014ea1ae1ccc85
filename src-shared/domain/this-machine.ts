/**
 * True for an address on this machine: asking it sends nothing over a network and costs nothing. "Every address" (0.0.0.0, ::)
 * is among them, for a request to it stays here; so are names under .localhost (RFC 6761) and all of 127.0.0.0/8, in IPv6 too.
 */
export function isThisMachine(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return /^(127(\.\d+){3}|0\.0\.0\.0|::1?|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}|(.+\.)?localhost)$/i.test(host);
}
