import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from './calendar-date.ts';
import type { Finding } from './decision.ts';
import { verdictOf } from './judgement.ts';
import { review } from './review.ts';
import { reviewRenewal } from './review-renewal.ts';
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
      const shuffled = decision.findings
        .map((finding) => ({ finding, key: Number(keys.next().value) }))
        .sort((a, b) => a.key - b.key)
        .map(({ finding }) => finding);
      expect(verdictOf(shuffled, decision.charges)).toBe(decision.verdict);
      expect(review(request)).toEqual(decision);
      expect({ ...request, calendar: undefined }).toEqual(before);
    }),
    { numRuns: 500 },
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
