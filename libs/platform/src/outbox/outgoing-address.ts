import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Why an address is not called. It says what is wrong with the address, and nothing of what is behind it. */
export class AddressRefused extends Error {}

/** What may be called. Loopback only where tests and development ask for it; never in production. */
export interface AddressPolicy {
  readonly allowLoopback: boolean;
  /** Another resolver than the machine's. */
  readonly resolve?: typeof lookup;
}

const PORTS = new Set(['', '443', '8443']);

// Everything that IANA calls special: private, loopback, link-local, documentation, multicast, tunnels to the former.
const SPECIAL: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];
const LOOPBACK: readonly (readonly [network: string, prefix: number])[] = [
  ['127.0.0.0', 8],
  ['::1', 128],
];
// `::`, `::1`, and the IPv4 addresses once written as the last part of zeros; mapped ones (::ffff:…) count as IPv4 anyway.
const special = blockListOf([...SPECIAL, ['::', 96]]);
const loopback = blockListOf(LOOPBACK);

function blockListOf(networks: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of networks) list.addSubnet(network, prefix, family(network));
  return list;
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Whether an IP address may be called. */
export function isAllowedAddress(address: string, { allowLoopback }: AddressPolicy): boolean {
  if (isIP(address) === 0) return false;
  if (allowLoopback && loopback.check(address, family(address))) return true;
  return !special.check(address, family(address));
}

/**
 * Throws when an address is not to be called whatever its name means: its scheme, port or credentials, or an IP address in
 * any spelling. Names are judged by `guardedLookup`, at the moment of the call.
 */
export function requireCallable(address: URL, policy: AddressPolicy): void {
  const host = address.hostname.replace(/^\[|\]$/g, '');
  if (address.username || address.password) throw new AddressRefused('the address carries a user name or a password');
  if (isIP(host) && !isAllowedAddress(host, policy)) throw new AddressRefused('the address is not a public one');
  if (policy.allowLoopback && isLoopbackHost(host)) return;
  if (address.protocol !== 'https:') throw new AddressRefused('only https is called');
  if (!PORTS.has(address.port)) throw new AddressRefused('only the ports 443 and 8443 are called');
}

function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && loopback.check(host, family(host)));
}

/**
 * Resolves a name for the connection itself, so that what was judged is what is called. Fails closed: a name that also
 * means a forbidden address is refused whole.
 */
export function guardedLookup(policy: AddressPolicy): LookupFunction {
  const resolve = policy.resolve ?? lookup;
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (problem, addresses: LookupAddress[]) => {
      if (problem) return callback(problem, '', 4);
      const [first] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isAllowedAddress(address, policy)))
        return callback(new AddressRefused('the name does not mean a public address'), '', 4);
      if (options.all) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}
