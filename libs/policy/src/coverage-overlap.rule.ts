import type { Finding } from './decision.ts';
import { refuse } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import { overlaps } from './period.ts';

/** An upgrade never lies over a renewal that is already registered (rules.md c.16: no overlap within a layer). */
export function liesBeforeTheRenewals({
  coverage,
  period,
}: Pick<JudgedRequest, 'coverage' | 'period'>): Finding | undefined {
  if (period === undefined) return undefined;
  const renewal = coverage.find(
    (each) => each.layer === 'SERVICE' && each.kind === 'RENEWAL' && overlaps(each.period, period),
  );
  return renewal && refuse('COVERAGE_OVERLAP', { what: 'RENEWAL', ...renewal.period });
}

/** An add-on covers a day once (rules.md c.16: each add-on is a layer of its own). */
export function isTheOnlyOneOfItsAddOn({
  coverage,
  offering,
  period,
}: Pick<JudgedRequest, 'coverage' | 'offering' | 'period'>): Finding | undefined {
  if (period === undefined || offering.addOn === undefined) return undefined;
  const { addOn } = offering;
  const same = coverage.find(
    (each) => each.layer === 'ADD_ON' && each.addOn === addOn && overlaps(each.period, period),
  );
  return same && refuse('COVERAGE_OVERLAP', { what: addOn, ...same.period });
}
