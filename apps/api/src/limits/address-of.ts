import { isIPv6, SocketAddress } from 'node:net';

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * By what an address is counted: an IPv4 address by itself, an IPv6 address by its network of 64 bits, which one
 * subscriber has whole.
 */
export function countedAddress(address: string): string {
  const bare = address.split('%', 1)[0] ?? address;
  const mapped = MAPPED.exec(bare)?.[1];
  if (mapped) return mapped;
  return isIPv6(bare) ? networkOf(bare) : bare;
}

function networkOf(address: string): string {
  const [head = '', tail] = new SocketAddress({ address, family: 'ipv6' }).address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array<string>(missing).fill('0'), ...(tail ? tail.split(':') : [])].slice(0, 4).join(':');
}
