// Which addresses a process may call: public ones, and hosts that the installation allows by name. Checked where the connection is made, so that a name that changes its address gains nothing.
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { CallRefused } from "./refused";

/** RFC 6890 and its registries: what is no host of the public internet. */
const closed4 = new BlockList();
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  // Carrier-grade NAT
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  // Link-local, and where clouds keep their metadata
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Multicast, reserved, broadcast
  ["224.0.0.0", 3],
] as const)
  closed4.addSubnet(net, bits, "ipv4");

/** Global unicast is all that is open: no loopback, link-local, ULA (fc00::/7), multicast, or IPv4 inside of IPv6 (::ffff:0:0/96, 64:ff9b::/96). */
const open6 = new BlockList();
open6.addSubnet("2000::", 3, "ipv6");
const closed6 = new BlockList();
for (const [net, bits] of [
  // Protocol assignments, with Teredo; documentation; 6to4, which has an IPv4 address inside
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const)
  closed6.addSubnet(net, bits, "ipv6");

export function isPublic(address: string): boolean {
  const bare = address.split("%")[0] ?? "";
  if (isIP(bare) === 4) return !closed4.check(bare, "ipv4");
  // An IPv4 address in the clothes of IPv6 is in none of the open nets; BlockList would look at the IPv4 inside.
  return isIP(bare) === 6 && !/^::ffff:/i.test(bare) && open6.check(bare, "ipv6") && !closed6.check(bare, "ipv6");
}

/** `erp.internal`, or `erp.internal:8080` for one port of it. */
export function isAllowed(url: URL, allowed = process.env.CONNECTOR_ALLOWED_HOSTS ?? ""): boolean {
  const hosts = allowed.split(",").map((host) => host.trim().toLowerCase());
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return hosts.includes(bareHost(url)) || hosts.includes(`${bareHost(url)}:${port}`);
}

/** Without the brackets of IPv6. */
const bareHost = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "").toLowerCase();

/** Throws for what may not be called whatever its name resolves to: other protocols, users in the address, addresses that are not public. */
export function mustBeCallable(url: URL): void {
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new CallRefused(`Only http and https can be called, not ${url.protocol}`, { code: "bad-protocol", params: { protocol: url.protocol } });
  if (url.username !== "" || url.password !== "")
    throw new CallRefused("An address with a user or password is not called: name a connection instead.", { code: "address-with-user" });
  const host = bareHost(url);
  if (isIP(host) !== 0 && !isAllowed(url) && !isPublic(host)) throw notPublic(host);
}

type Resolve = (host: string, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;
const bySystem: Resolve = (host, done) => systemLookup(host, { all: true }, done);

/** For the socket itself: the addresses that are checked are those that are connected to. */
export function guardedLookup(url: URL, resolve: Resolve = bySystem): LookupFunction {
  const isFree = isAllowed(url);
  return (host, options, done) =>
    resolve(host, (error, addresses) => {
      const bad = error ? undefined : addresses.find(({ address }) => !isFree && !isPublic(address));
      const [first] = addresses ?? [];
      if (error || bad || !first) done(error ?? (bad ? notPublic(host) : new Error(`${host} has no address.`)), "", 0);
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
}

/** Without the address: who draws a workflow need not learn how names resolve inside. */
const notPublic = (host: string) =>
  new CallRefused(`${host} is no public host, and is not among those that this installation allows.`, { code: "not-public", params: { host } });
