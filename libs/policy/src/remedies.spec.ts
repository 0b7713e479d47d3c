import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { calendarDate } from './calendar-date.ts';
import type { Decision, Remedy } from './decision.ts';
import { remedyMessage } from './message-of.ts';
import { remediesFor } from './remedies.ts';
import { review } from './review.ts';
import type { OfferingFacts, ServiceRequest } from './service-request.ts';
import {
  aCatalogue,
  aPlace,
  aPremierUpgrade,
  aRenewal,
  aRequest,
  aService,
  anAddOn,
  anUpgrade,
  type Given,
  marks,
  withoutTwoYearRenewals,
} from './testing/a-request.ts';
import { anyRequest } from './testing/arbitraries.ts';
import { Locale } from './vocabulary.ts';

function remediesOf(given: Given): Remedy[] {
  const request = aRequest(given);
  return remediesFor(request, review(request));
}

/** Each remedy as "ACTION what from..until". */
function inShort(remedies: readonly Remedy[]): string[] {
  return remedies.map(({ action, partNumber, period, facts }) => {
    const what = Array.isArray(facts.partNumbers) ? facts.partNumbers.join(' + ') : partNumber;
    return [action, what, period && `${period.startsOn}..${period.endsOn}`].filter(Boolean).join(' ');
  });
}

const longLapse = { warranty: ['2019-07-01', '2022-06-30'], on: '2024-08-01' } as const;

describe('the nearest yes', () => {
  it('W19: the 12-month renewal instead of an upgrade too late', () => {
    const given = { warranty: ['2021-04-01', '2024-03-31'], on: '2024-04-01', offering: anUpgrade() } as const;
    expect(inShort(remediesOf(given))).toEqual([
      'CHOOSE_OFFERING RENEWAL-NBD9X5-12 2024-04-01..2025-03-31',
      'CHOOSE_OFFERING RENEWAL-NBD9X5-24 2024-04-01..2026-03-31',
    ]);
  });

  it('W21: also at registration, as a new order', () => {
    const given = {
      warranty: ['2021-06-01', '2024-05-31'],
      stage: 'REGISTRATION',
      on: '2024-06-10',
      orderedOn: '2024-05-31',
      offering: anUpgrade({ premier: true }),
    } as const;
    expect(inShort(remediesOf(given))[0]).toBe('CHOOSE_OFFERING RENEWAL-NBD9X5-12-P 2024-06-01..2025-05-31');
  });

  it('W23: the renewal once the sale of the upgrade has ended', () => {
    const offering = anUpgrade({ months: 60, until: '2022-12-31' });
    const given = {
      warranty: ['2021-06-10', '2024-06-09'],
      on: '2023-02-15',
      offering,
      offerings: [offering, aRenewal()],
    } as const;
    expect(inShort(remediesOf(given))).toEqual(['CHOOSE_OFFERING RENEWAL-NBD9X5-12 2024-06-10..2025-06-09']);
  });

  it('W69: the level the place allows', () => {
    const given = { offering: aRenewal({ level: 'FULL_24X7_2H' }), site: aPlace('YES', 'NO') };
    expect(inShort(remediesOf(given))).toEqual([
      'CHOOSE_OFFERING RENEWAL-FULL24X74H-12 2024-03-01..2025-02-28',
      'CHOOSE_OFFERING RENEWAL-FULL24X7-12 2024-03-01..2025-02-28',
      'CHOOSE_OFFERING RENEWAL-NBD9X5-12 2024-03-01..2025-02-28',
      'ASK_FOR_APPROVAL RENEWAL-FULL24X72H-12 2024-03-01..2025-02-28',
    ]);
  });

  it('W71: naming the municipality, first of all', () => {
    const site = { state: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'] } as const;
    const [first] = remediesOf({ offering: aRenewal({ level: 'FULL_24X7_4H' }), site });
    expect(first?.action).toBe('NAME_MUNICIPALITY');
    expect(first && remedyMessage(first, 'EN')).toContain('愛知県弥富市, 三重県木曽岬町');
  });

  it('no municipality helps a machine type that is not eligible', () => {
    const remedies = remediesOf({ offering: aRenewal({ level: 'FULL_24X7_4H' }), machineTypeMarks: marks('NO', 'NO') });
    expect(remedies.map(({ action }) => action)).not.toContain('NAME_MUNICIPALITY');
  });

  it('W10: a chain of renewals that reaches the day, fewest packs first', () => {
    expect(inShort(remediesOf(longLapse))).toEqual([
      'ORDER_CHAIN RENEWAL-NBD9X5-24 + RENEWAL-NBD9X5-12 2022-07-01..2025-06-30',
      'ORDER_CHAIN RENEWAL-NBD9X5-12 + RENEWAL-NBD9X5-12 + RENEWAL-NBD9X5-12 2022-07-01..2025-06-30',
    ]);
  });

  it('W10: the links follow each other, and a fee without an amount does not stop them', () => {
    const [chain, ...rest] = remediesOf({ ...longLapse, fee: null });
    expect(chain?.facts.periods).toEqual(['2022-07-01/2024-06-30', '2024-07-01/2025-06-30']);
    expect(rest.at(-1)?.action).toBe('ASK_FOR_APPROVAL');
  });

  it('W10: a chain may end on the very day', () => {
    const given = { warranty: ['2019-07-01', '2022-06-30'], on: '2025-06-30' } as const;
    expect(inShort(remediesOf(given))[0]).toBe(
      'ORDER_CHAIN RENEWAL-NBD9X5-24 + RENEWAL-NBD9X5-12 2022-07-01..2025-06-30',
    );
  });

  it('W12: the chain for a day nobody can choose', () => {
    expect(inShort(remediesOf({ ...longLapse, requestedStartsOn: '2024-08-01' }))[0]).toMatch(
      /^ORDER_CHAIN RENEWAL-NBD9X5-24/,
    );
  });

  it('the rest of a chain, once the first pack is held', () => {
    const held = remediesOf({ ...longLapse, stage: 'REGISTRATION', orderedOn: '2022-08-01' });
    expect(inShort(held)[0]).toBe('ORDER_CHAIN RENEWAL-NBD9X5-24 2023-07-01..2025-06-30');
  });

  it('no chain beyond the service life', () => {
    const given = { ...longLapse, warranty: ['2016-07-01', '2019-06-30'] } as const;
    expect(remediesOf(given).map(({ action }) => action)).not.toContain('ORDER_CHAIN');
  });

  it.each([
    { requestedMonths: 3, best: '2024-08-31' },
    { requestedMonths: 9, best: '2024-08-31' },
  ])('W15: half a year, or the year, instead of $requestedMonths months', ({ requestedMonths, best }) => {
    const remedies = remediesOf({ requestedMonths });
    expect(remedies.map(({ period }) => period?.endsOn).slice(0, 2)).toEqual([best, '2025-02-28']);
    expect(remedies[0]?.facts.termMonths).toBe(6);
  });

  it('W13: the day after the end instead of the day asked', () => {
    expect(inShort(remediesOf({ requestedStartsOn: '2024-04-01' }))[0]).toBe(
      'CHOOSE_OFFERING RENEWAL-NBD9X5-12 2024-03-01..2025-02-28',
    );
  });

  it('W46: an individual contract up to the end of support', () => {
    const [first] = remediesOf({
      warranty: ['2022-04-01', '2025-03-31'],
      on: '2025-01-15',
      endOfSupportOn: '2025-12-31',
    });
    expect(first).toMatchObject({ action: 'INDIVIDUAL_CONTRACT', facts: { endOfSupportOn: '2025-12-31' } });
  });

  it('a shorter term that ends by the end of support', () => {
    const given = {
      warranty: ['2022-04-01', '2025-03-31'],
      on: '2025-01-15',
      endOfSupportOn: '2026-09-30',
      offering: aRenewal({ months: 24 }),
    } as const;
    expect(inShort(remediesOf(given))).toContain('CHOOSE_OFFERING RENEWAL-NBD9X5-12 2025-04-01..2026-03-31');
  });

  it('the first day of sale', () => {
    const given = { on: '2023-01-15', offering: anUpgrade({ months: 60, from: '2023-02-01' }), offerings: [] };
    expect(inShort(remediesOf(given))).toEqual(['ORDER_BY WARRANTYUPGRADE-NBD9X5-60 2021-03-01..2026-02-28']);
  });

  it.each([
    { what: 'too small', months: 12, best: 'PREMIERUPGRADE-36-P' },
    { what: 'large enough', months: 36, best: undefined },
  ])('a Premier upgrade that is $what', ({ months, best }) => {
    const coverage = [aService('2021-03-01', '2026-02-28', { kind: 'WARRANTY_UPGRADE' })];
    const given = { coverage, on: '2023-06-01', offering: aPremierUpgrade(months) };
    expect(remediesOf(given)[0]?.partNumber).toBe(best);
  });

  it('W63: a pack with Premier where there is base warranty only', () => {
    expect(inShort(remediesOf({ on: '2023-06-01', offering: aPremierUpgrade(12) }))[0]).toMatch(
      /^CHOOSE_OFFERING (RENEWAL-NBD9X5-12-P|WARRANTYUPGRADE-NBD9X5-36-P) /,
    );
  });

  it('asking for approval, last, where only a person can say yes', () => {
    const given = {
      family: 'STORAGE_DM_DE',
      warranty: ['2019-02-01', '2024-01-31'],
      offerings: withoutTwoYearRenewals,
    } as const;
    expect(remediesOf(given).map(({ action }) => action)).toEqual(['ASK_FOR_APPROVAL']);
  });

  it('a wish that was granted is not taken back', () => {
    const given = { requestedMonths: 6, endOfSupportOn: '2024-12-31' };
    expect(remediesOf(given).map(({ action }) => action)).toEqual(['INDIVIDUAL_CONTRACT']);
  });

  it('nothing for a plain yes', () => {
    expect(remediesOf({})).toEqual([]);
  });

  it('nothing for an add-on that already covers, where no other would do', () => {
    const addOn = { layer: 'ADD_ON', addOn: 'KEEP_YOUR_DRIVE', premier: false, keepYourDrive: true } as const;
    const period = { startsOn: calendarDate('2021-03-01'), endsOn: calendarDate('2024-02-29') };
    expect(remediesOf({ coverage: [{ ...addOn, period }], offering: anAddOn('KEEP_YOUR_DRIVE') })).toEqual([]);
  });

  it('asks the judge it is given, and only about other offerings', () => {
    const request = aRequest({ warranty: ['2021-04-01', '2024-03-31'], on: '2024-04-01', offering: anUpgrade() });
    const asked: string[] = [];
    const judge = (offering: OfferingFacts) => {
      asked.push(offering.partNumber);
      return review({ ...request, offering });
    };
    expect(remediesFor(request, review(request), judge)).toEqual(remediesFor(request, review(request)));
    expect(asked).toContain('RENEWAL-NBD9X5-12');
  });
});

/** The decision the remedy leads to, found again from the remedy alone. */
function replayed(request: ServiceRequest, { action, partNumber, facts }: Remedy): Decision | undefined {
  const offering = [request.offering, ...request.offerings].find((each) => each.partNumber === partNumber);
  if (offering === undefined) return undefined;
  const months = facts.termMonths === offering.termMonths ? undefined : Number(facts.termMonths);
  const isSame = offering === request.offering;
  const order =
    isSame || request.stage !== 'REGISTRATION'
      ? request
      : { ...request, stage: 'ORDER' as const, orderedOn: request.on };
  const on = action === 'ORDER_BY' ? calendarDate(String(facts.orderOn)) : undefined;
  return review({
    ...order,
    ...(on && { on, orderedOn: on }),
    offering,
    requestedStartsOn: undefined,
    requestedMonths: action === 'CHOOSE_OFFERING' ? months : undefined,
  });
}

it('no remedy would be refused: what it proposes is eligible when asked for', () => {
  let seen = 0;
  fc.assert(
    fc.property(anyRequest, (request) => {
      const decision = review(request);
      const remedies = remediesFor(request, decision);
      expect(remedies.length).toBeLessThanOrEqual(5);
      for (const remedy of remedies) {
        for (const locale of Object.values(Locale)) expect(remedyMessage(remedy, locale)).not.toMatch(/\{\w+\}/);
        if (remedy.action === 'ASK_FOR_APPROVAL') expect(decision.verdict).toBe('NEEDS_APPROVAL');
        if (remedy.action === 'CHOOSE_OFFERING' || remedy.action === 'ORDER_BY') {
          seen++;
          expect(replayed(request, remedy)).toMatchObject({ verdict: 'ELIGIBLE', period: remedy.period });
        }
        if (remedy.action === 'ORDER_CHAIN') {
          seen++;
          expect(replayed(request, remedy)?.verdict).not.toBe('REFUSED');
          expect(remedy.period && remedy.period.endsOn >= request.on).toBe(true);
        }
      }
    }),
    { numRuns: 1500 },
  );
  expect(seen).toBeGreaterThan(100);
  expect(aCatalogue.length).toBeGreaterThan(0);
});
