import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, calendarDate } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { EVERY_SERVICE_RULES } from './every-service.rule.ts';
import { renewalStartsOn } from './existing-coverage.ts';
import { judgedFrom } from './judged-request.ts';
import { findingsOf, verdictOf } from './judgement.ts';
import { REGION_RULES } from './region.rule.ts';
import { remediesFor } from './remedies.ts';
import { review } from './review.ts';
import { reviewRenewal } from './review-renewal.ts';
import { LIFE_RULES } from './service-life.rule.ts';
import type { CoverageFacts, OfferingFacts, ServiceRequest } from './service-request.ts';
import { aRenewal, aRequest } from './testing/a-request.ts';
import { anyRequest, aDay } from './testing/arbitraries.ts';
import { renewalWorkload } from './testing/renewal-workload.ts';

function coverageOf(offering: OfferingFacts, period: CoverageFacts['period']): CoverageFacts {
  const { kind, serviceLevel, premier, keepYourDrive } = offering;
  return { layer: 'SERVICE', period, serviceLevel, premier, keepYourDrive, kind };
}

it('renewals registered one after another leave no gap and no overlap, to the end of support', () => {
  const terms = fc.array(fc.constantFrom(6, 12, 24), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(aDay(), terms, fc.option(aDay(9000), { nil: undefined }), (on, months, endOfSupportOn) => {
      let request: ServiceRequest = { ...aRequest({ stage: 'REGISTRATION', on, orderedOn: on }), endOfSupportOn };
      let lastDay = request.machine.warranty.endsOn;
      for (const term of months) {
        const offering = aRenewal({ months: term === 6 ? 12 : term });
        const asked = { ...request, offering, ...(term === 6 && { requestedMonths: 6 }) };
        const { period } = reviewRenewal(asked);
        if (period === undefined) {
          expect(endOfSupportOn !== undefined && endOfSupportOn <= lastDay).toBe(true);
          return;
        }
        expect(period.startsOn).toBe(addDays(lastDay, 1));
        lastDay = period.endsOn;
        request = { ...request, coverage: [...request.coverage, coverageOf(offering, period)] };
      }
    }),
    { numRuns: 400 },
  );
});

it('a chain that is proposed leaves no gap and no overlap, from the day after the coverage on', () => {
  let chains = 0;
  const lapsed = fc.record({ late: fc.integer({ min: 366, max: 1500 }), fee: fc.boolean() });
  fc.assert(
    fc.property(aDay(1500), lapsed, (on, { late, fee }) => {
      const warranty = [addDays(on, -late - 1095), addDays(on, -late)] as const;
      const request = aRequest({ on, warranty, fee: fee ? 30_000 : null });
      for (const { action, facts } of remediesFor(request, review(request))) {
        if (action !== 'ORDER_CHAIN') continue;
        chains++;
        const periods = (facts.periods as readonly string[]).map((each) => each.split('/').map(calendarDate));
        let lastDay = calendarDate(warranty[1]);
        for (const [startsOn = lastDay, endsOn = lastDay] of periods) {
          expect(startsOn).toBe(addDays(lastDay, 1));
          expect(endsOn >= startsOn).toBe(true);
          lastDay = endsOn;
        }
        expect(lastDay >= on).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
  expect(chains).toBeGreaterThan(100);
});

it('a shorter term never adds a finding of service life', () => {
  const rank: Readonly<Record<Finding['effect'], number>> = {
    REFUSE: 2,
    APPROVE: 1,
    FEE: 0,
    WARN: 0,
    INFO: 0,
    DERIVE: 0,
  };
  const severity = ({ findings }: { findings: readonly Finding[] }) =>
    Math.max(
      0,
      ...findings
        .filter(({ rule }) => rule.startsWith('LIFE_') && rule !== 'LIFE_ST50_TERMS')
        .map(({ effect }) => rank[effect]),
    );
  const terms = fc.tuple(fc.constantFrom(1, 6, 12, 24, 36), fc.constantFrom(12, 24, 36, 48, 60));
  fc.assert(
    fc.property(anyRequest, terms, fc.constantFrom('RENEWAL', 'WARRANTY_UPGRADE', 'ADD_ON'), (request, pair, kind) => {
      const [shorter = 1, longer = 1] = [...pair].sort((a, b) => a - b);
      const offer = (termMonths: number) => ({ ...request.offering, kind, termMonths }) as const;
      const offerings = [...request.offerings, offer(shorter), offer(longer)];
      const plain = { ...request, offerings, requestedMonths: undefined };
      const short = severity(review({ ...plain, offering: offer(shorter) }));
      expect(short).toBeLessThanOrEqual(severity(review({ ...plain, offering: offer(longer) })));
    }),
    { numRuns: 1000 },
  );
});

it('a decision does not depend on the order of what is said, nor on what was asked before, nor does it change what it is given', () => {
  fc.assert(
    fc.property(anyRequest, fc.infiniteStream(fc.nat()), (request, keys) => {
      const before = structuredClone({ ...request, calendar: undefined });
      const decision = review(request);
      expect(verdictOf(shuffled(decision.findings, keys), decision.charges)).toBe(decision.verdict);
      expect(review(request)).toEqual(decision);
      expect({ ...request, calendar: undefined }).toEqual(before);
    }),
    { numRuns: 500 },
  );
});

/** The same in an order that the keys decide. */
function shuffled<T>(all: readonly T[], keys: Iterator<number>): T[] {
  return all
    .map((each) => ({ each, key: Number(keys.next().value) }))
    .sort((a, b) => a.key - b.key)
    .map(({ each }) => each);
}

const inOrder = (findings: readonly Finding[]) => findings.map((finding) => JSON.stringify(finding)).sort();

it('the rules say the same in any order', () => {
  const rules = [...LIFE_RULES, ...REGION_RULES, ...EVERY_SERVICE_RULES];
  fc.assert(
    fc.property(anyRequest, fc.infiniteStream(fc.nat()), (request, keys) => {
      const judged = judgedFrom(request, renewalStartsOn(request), 24);
      const others = findingsOf(shuffled(rules, keys), judged);
      expect(inOrder(others)).toEqual(inOrder(findingsOf(rules, judged)));
    }),
    { numRuns: 500 },
  );
});

it('a decision does not depend on the order in which coverage and catalogue are told', () => {
  fc.assert(
    fc.property(anyRequest, fc.infiniteStream(fc.nat()), (request, keys) => {
      const { findings, ...decision } = review(request);
      const other = review({
        ...request,
        coverage: shuffled(request.coverage, keys),
        offerings: shuffled(request.offerings, keys),
      });
      expect(other).toMatchObject(decision);
      expect(other.findings.map(({ rule, effect }) => `${rule} ${effect}`)).toEqual(
        findings.map(({ rule, effect }) => `${rule} ${effect}`),
      );
    }),
    { numRuns: 1000 },
  );
});

it('what nobody has said of country, channel and condition changes no verdict', () => {
  const added = /^(USED_(OK|FAULT|REGDATE|UPGRADE|RENEW|CHANNEL)|CTRY_|CH_|ORD_|OFFER_SWPRE|NEW_EXISTING_FAULT)/;
  fc.assert(
    fc.property(anyRequest, (request) => {
      const { findings, charges, verdict } = review(request);
      expect(
        verdictOf(
          findings.filter(({ rule }) => !added.test(rule)),
          charges,
        ),
      ).toBe(verdict);
    }),
    { numRuns: 1500 },
  );
});

it('the workload is varied and always the same', () => {
  const verdicts = renewalWorkload(500).map((request) => review(request).verdict);
  expect(new Set(verdicts).size).toBe(3);
  expect(JSON.stringify(renewalWorkload(50))).toBe(JSON.stringify(renewalWorkload(50)));
  const rules = renewalWorkload(500).flatMap((request) => review(request).findings.map(({ rule }) => rule));
  expect(new Set(rules).size).toBeGreaterThan(25);
});
