import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, laterOf } from './calendar-date.ts';
import type { Decision } from './decision.ts';
import { messageOf } from './message-of.ts';
import { review } from './review.ts';
import type { ServiceRequest } from './service-request.ts';
import { findingOf } from './testing/a-request.ts';
import { anyRequest } from './testing/arbitraries.ts';
import { Locale } from './vocabulary.ts';

function always(holds: (request: ServiceRequest, decision: Decision) => void): void {
  fc.assert(
    fc.property(anyRequest, (request) => holds(request, review(request))),
    { numRuns: 1500 },
  );
}

function coverageEndsOn({ machine, coverage }: ServiceRequest) {
  return coverage
    .filter(({ layer }) => layer === 'BASE_WARRANTY' || layer === 'SERVICE')
    .reduce((last, { period }) => laterOf(last, period.endsOn), machine.warranty.endsOn);
}

it('every request has an answer, and every finding a message in every language', () => {
  always((request, { findings, evaluatedOn, charges }) => {
    expect(evaluatedOn).toBe(request.on);
    expect(charges[0]?.kind).toBe('LIST_PRICE');
    for (const finding of findings) {
      for (const locale of Object.values(Locale))
        expect(messageOf(finding, locale)).not.toMatch(/\{\w+\}|undefined|[A-Z0-9]+_[A-Z]/);
    }
  });
});

it('it is refused exactly when a rule refuses, and needs approval when a rule or an unset fee asks for it', () => {
  always((_, { verdict, findings, charges }) => {
    const refuses = findings.some(({ effect }) => effect === 'REFUSE');
    const asks = findings.some(({ effect }) => effect === 'APPROVE');
    const feeToBeAsked = charges.some(({ kind, price }) => kind === 'REINSTATEMENT_FEE' && price === undefined);
    expect(verdict === 'REFUSED').toBe(refuses);
    expect(verdict === 'NEEDS_APPROVAL').toBe(!refuses && (asks || feeToBeAsked));
  });
});

it('a period never ends after the end of support, and never before it starts', () => {
  always(({ endOfSupportOn }, { period }) => {
    if (period === undefined) return;
    expect(period.startsOn <= period.endsOn).toBe(true);
    expect(endOfSupportOn === undefined || period.endsOn <= endOfSupportOn).toBe(true);
  });
});

it('a renewal starts the day after the coverage ends, and costs a fee only when ordered more than 90 days after', () => {
  always((request, decision) => {
    const fee = findingOf(decision, 'REN_FEE_90');
    if (request.offering.kind !== 'RENEWAL') {
      expect(fee).toBeUndefined();
      return;
    }
    const endsOn = coverageEndsOn(request);
    if (decision.period) expect(decision.period.startsOn).toBe(addDays(endsOn, 1));
    expect(fee !== undefined).toBe(daysBetween(endsOn, request.orderedOn) > 90);
    expect(decision.charges.length).toBe(fee ? 2 : 1);
  });
});

it('no rule says the same thing twice', () => {
  always((_, { findings }) => {
    const said = findings.map(({ rule, facts }) => `${rule} ${String(facts.reason)}`);
    expect(new Set(said).size).toBe(said.length);
  });
});
