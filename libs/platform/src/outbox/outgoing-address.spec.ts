import { createServer, type Server } from 'node:http';
import type { LookupAddress } from 'node:dns';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type AddressPolicy, AddressRefused, isAllowedAddress } from './outgoing-address.ts';
import { postGuarded } from './post-guarded.ts';

/** A resolver that knows loopback and documentation addresses only. */
function resolving(...addresses: string[]): AddressPolicy['resolve'] {
  const answer = addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
  const resolve = (_: string, __: object, callback: (problem: Error | null, found: LookupAddress[]) => void): void =>
    callback(null, answer);
  return resolve as unknown as AddressPolicy['resolve'];
}

describe('a guarded call', () => {
  let server: Server;
  let port: number;
  let calls = 0;

  beforeAll(async () => {
    server = createServer((request, response) => {
      calls += 1;
      if (request.url === '/large') response.end(Buffer.alloc(100_000));
      else if (request.url === '/moved') response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
      else response.end('ok');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  const call = (url: string, policy: AddressPolicy = { allowLoopback: false }): Promise<number> =>
    postGuarded(url, '{}', {}, policy);

  it.each([
    'http://127.0.0.1/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.0.0.1./',
    'https://0.0.0.0/',
    'https://0/',
    'https://10.0.0.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://172.16.0.1/',
    'https://172.31.255.255/',
    'https://192.168.1.1/',
    'https://192.0.2.1/',
    'https://198.18.0.1/',
    'https://198.51.100.7/',
    'https://203.0.113.9/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::]/',
    'https://[::1]/',
    'https://[0:0:0:0:0:0:0:1]/',
    'https://[::127.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::ffff:a00:1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001::1]/',
    'https://[2001:db8::1]/',
    'https://[fc00::1]/',
    'https://[fd12:3456::1]/',
    'https://[fe80::1]/',
    'https://[ff02::1]/',
    'https://１２７.０.０.１/',
    'https://①②⑦.⓪.⓪.①/',
    'http://partner.example/',
    'https://partner.example:22/',
    'https://partner.example:6379/',
    'https://partner.example:8080/',
    'https://me:secret@partner.example/',
    'ftp://partner.example/',
    'file:///etc/passwd',
  ])('is refused to %s', async (url) => {
    await expect(call(url)).rejects.toThrow(AddressRefused);
  });

  it.each([
    ['loopback', ['127.0.0.1']],
    ['loopback among others', ['203.0.113.9', '127.0.0.1']],
    ['loopback of version 6', ['::1']],
    ['a mapped loopback', ['::ffff:127.0.0.1']],
    ['nothing', []],
  ])('is refused to a name that means %s, at the moment of the call', async (_, addresses) => {
    const policy = { allowLoopback: false, resolve: resolving(...addresses) };
    await expect(call('https://partner.example/', policy)).rejects.toThrow('does not mean a public address');
  });

  it('reaches nothing when it is refused', async () => {
    await expect(call(`http://127.0.0.1:${port}/`)).rejects.toThrow(AddressRefused);
    await expect(call(`https://127.0.0.1:${port}/`)).rejects.toThrow(AddressRefused);
    expect(calls).toBe(0);
  });

  it.each(['93.184.215.14', '8.8.8.8', '2606:4700::1111'])('may go to a public address such as %s', (address) => {
    expect(isAllowedAddress(address, { allowLoopback: false })).toBe(true);
  });

  describe('to this machine, where that is allowed', () => {
    const here: AddressPolicy = { allowLoopback: true };

    it('arrives', async () => {
      expect(await call(`http://127.0.0.1:${port}/`, here)).toBe(200);
      expect(await call(`http://localhost:${port}/`, { ...here, resolve: resolving('127.0.0.1') })).toBe(200);
    });

    it('follows no redirect', async () => {
      const before = calls;
      expect(await call(`http://127.0.0.1:${port}/moved`, here)).toBe(302);
      expect(calls).toBe(before + 1);
    });

    it('takes no large answer', async () => {
      await expect(call(`http://127.0.0.1:${port}/large`, here)).rejects.toThrow('larger than 64 kB');
    });

    it.each(['http://10.0.0.1/', 'https://10.0.0.1/', 'http://partner.example/'])(
      'goes nowhere else: %s',
      async (url) => {
        await expect(call(url, here)).rejects.toThrow(AddressRefused);
      },
    );
  });
});
