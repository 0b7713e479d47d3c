import { describe, expect, it } from '@jest/globals';

import { type BookedContract, checkChains, type KeptEnding, type LedgerRow } from './check-chains.ts';
import { checkHistory, type StoredFact } from './check-history.ts';
import { History } from './history.ts';

const stored = (trace: string, answer = 'it'): StoredFact => ({ trace, answer });

/** One operation on machine A, and how it ended. */
function historyOf(end: 'ok' | 'fail' | 'unknown' | 'nothing'): History {
  const history = new History();
  const operation = history.invoke(1, 'machine A');
  if (end === 'ok') history.ok(operation, 'it');
  if (end === 'fail') history.fail(operation, 'CONFLICT');
  if (end === 'unknown') history.unknown(operation);
  return history;
}

describe('the history checker', () => {
  it.each<{ end: 'ok' | 'fail' | 'unknown' | 'nothing'; times: number; fault: RegExp | undefined }>([
    { end: 'ok', times: 1, fault: undefined },
    { end: 'ok', times: 0, fault: /^machine A: lost; client 1 was told it was done$/ },
    { end: 'ok', times: 2, fault: /^machine A: doubled; it stands there 2 times$/ },
    { end: 'fail', times: 0, fault: undefined },
    { end: 'fail', times: 1, fault: /^machine A: done, though client 1 was told it was refused \(CONFLICT\)$/ },
    { end: 'unknown', times: 0, fault: undefined },
    { end: 'unknown', times: 1, fault: undefined },
    { end: 'unknown', times: 2, fault: /^machine A: doubled/ },
    { end: 'nothing', times: 1, fault: undefined },
    { end: 'nothing', times: 2, fault: /^machine A: doubled/ },
  ])('$end, and $times times in the database', ({ end, times, fault }) => {
    const faults = checkHistory(
      historyOf(end).events,
      Array.from({ length: times }, () => stored('machine A')),
    );
    expect(faults).toEqual(fault === undefined ? [] : [expect.stringMatching(fault)]);
  });

  it('names an answer that is not what stands there', () => {
    expect(checkHistory(historyOf('ok').events, [stored('machine A', 'another')])).toEqual([
      'machine A: client 1 was answered it, and another stands there',
    ]);
  });

  it('names what nobody asked for', () => {
    expect(checkHistory([], [stored('machine B')])).toEqual([
      'machine B: stands in the database, and nobody asked for it',
    ]);
  });

  it('does not judge by a trace that two operations share', () => {
    const history = historyOf('ok');
    history.fail(history.invoke(2, 'machine A'), 'CONFLICT');
    expect(checkHistory(history.events, [stored('machine A')])[0]).toContain('two operations');
  });

  it('names a log that is broken itself', () => {
    const history = historyOf('ok');
    history.unknown(1);
    history.unknown(7);
    expect(checkHistory(history.events, [stored('machine A')])).toEqual([
      'machine A: ended twice',
      'operation 7 ended before it began',
    ]);
  });
});

describe('the chain checker', () => {
  const base: LedgerRow = {
    machine: 'A',
    id: 'base',
    layer: 'BASE_WARRANTY',
    addOn: '',
    first: 100,
    last: 199,
    level: 'NBD_9X5',
    contract: null,
    anchor: null,
    anchorId: null,
    live: true,
    recordedAt: 1,
    supersededAt: null,
  };
  const service = { ...base, layer: 'SERVICE', recordedAt: 2 };
  const upgrade: LedgerRow = {
    ...service,
    id: 'upgrade',
    last: 299,
    contract: 'u',
    anchor: 'STARTS_WITH',
    anchorId: 'base',
  };
  const renewal: LedgerRow = {
    ...service,
    id: 'renewal',
    first: 300,
    last: 399,
    contract: 'r',
    anchor: 'FOLLOWS',
    anchorId: 'upgrade',
  };
  const premier: LedgerRow = {
    ...upgrade,
    id: 'premier',
    layer: 'PREMIER',
    contract: 'p',
    first: 150,
    anchor: 'ENDS_WITH',
    anchorId: 'upgrade',
  };
  const whole = [base, upgrade, renewal, premier];
  const booked: BookedContract[] = ['u', 'r', 'p'].map((id) => ({ machine: 'A', id }));
  const ending: KeptEnding = { machine: 'A', last: 399, level: 'NBD_9X5' };

  it('finds nothing in a whole chain', () => {
    const cut = { ...upgrade, id: 'before', live: false, recordedAt: 1, supersededAt: 2 };
    expect(checkChains([...whole, cut], booked, [ending])).toEqual([]);
  });

  it.each<{ what: string; rows: LedgerRow[]; fault: string }>([
    { what: 'a machine without base warranty', rows: [upgrade], fault: '0 base warranties' },
    { what: 'a second base warranty', rows: [...whole, { ...base, id: 'other' }], fault: '2 base warranties' },
    {
      what: 'an overlap',
      rows: [base, upgrade, { ...renewal, first: 299 }, premier],
      fault: 'an overlap in SERVICE on 1970-10-27',
    },
    { what: 'a gap', rows: [base, upgrade, { ...renewal, first: 301 }, premier], fault: 'a gap before 1970-10-29' },
    {
      what: 'a link that is gone',
      rows: [base, renewal, premier],
      fault: 'SERVICE from 1970-10-28 hangs on nothing that counts',
    },
    {
      what: 'Premier that ends on another day than its service',
      rows: [base, upgrade, renewal, { ...premier, last: 298 }],
      fault: 'PREMIER from 1970-05-31 does not touch what it hangs on',
    },
    {
      what: 'a contract that covers twice',
      rows: [...whole, { ...renewal, id: 'again', layer: 'ADD_ON', addOn: 'X' }],
      fault: 'contract r covers twice',
    },
    { what: 'a contract without coverage', rows: [base, upgrade, renewal], fault: 'contract p never covered anything' },
    {
      what: 'two beliefs at one instant',
      rows: [...whole, { ...renewal, id: 'old', live: false, recordedAt: 1, supersededAt: 3 }],
      fault: 'r is known twice at once',
    },
    {
      what: 'an instant without a belief',
      rows: [
        base,
        upgrade,
        premier,
        { ...renewal, recordedAt: 5 },
        { ...renewal, id: 'o', live: false, supersededAt: 4 },
      ],
      fault: 'r is known, then not, then again',
    },
  ])('names $what', ({ rows, fault }) => {
    expect(checkChains(rows, booked, [ending])).toContain(`machine A: ${fault}`);
  });

  it.each<{ what: string; kept: KeptEnding[]; fault: string }>([
    { what: 'an end that is not kept', kept: [], fault: 'ends on 1971-02-04 at NBD_9X5, kept not at all' },
    {
      what: 'an end that is kept too early',
      kept: [{ ...ending, last: 299 }],
      fault: 'ends on 1971-02-04 at NBD_9X5, kept on 1970-10-27 at NBD_9X5',
    },
    {
      what: 'an end at another level',
      kept: [{ ...ending, level: 'FULL_24X7' }],
      fault: 'ends on 1971-02-04 at NBD_9X5, kept on 1971-02-04 at FULL_24X7',
    },
    {
      what: 'an end of nothing',
      kept: [ending, { ...ending, machine: 'B' }],
      fault: 'ends never, kept on 1971-02-04 at NBD_9X5',
    },
  ])('names $what', ({ kept, fault }) => {
    expect(checkChains(whole, booked, kept)).toEqual([`machine ${kept.length > 1 ? 'B' : 'A'}: ${fault}`]);
  });
});
