import type { Finding } from './decision.ts';
import { highestLevel, isWarranty, warrantyEndsOn } from './existing-coverage.ts';
import { refuse } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import type { CoverageFacts } from './service-request.ts';
import { compareLevels, type ServiceLevel } from './vocabulary.ts';

type Upgrade = Pick<JudgedRequest, 'machine' | 'coverage' | 'offering' | 'termPeriod'>;

/** An upgrade does not end before the warranty cover the machine already has (rules.md R-NEW-NOSHORTER). */
export function endsNoEarlierThanTheCover(request: Upgrade): Finding | undefined {
  const { termPeriod } = request;
  const endsOn = warrantyEndsOn(request);
  if (termPeriod === undefined || termPeriod.endsOn >= endsOn) return undefined;
  return refuse('NEW_NOSHORTER', { endsOn: termPeriod.endsOn, warrantyEndsOn: endsOn });
}

/**
 * An upgrade takes the place of an earlier one only while nothing hangs on that: no renewal that follows on from it, no
 * Premier that ends with it (c.16, as R-START-CASCADE has it for a moved start).
 */
export function leavesTheChainWhole({ coverage }: Pick<JudgedRequest, 'coverage'>): Finding | undefined {
  for (const { layer, kind, carries = [], period } of coverage) {
    const [reason] = carries;
    if (layer === 'SERVICE' && kind === 'WARRANTY_UPGRADE' && reason !== undefined)
      return refuse('NEW_CHAIN', { reason, ...period });
  }
  return undefined;
}

/**
 * An upgrade lowers no level and raises something: level, Premier, keep-your-drive or last day (R-OFFER-TIMED, decision
 * c).
 */
export function raisesSomething(request: Upgrade): Finding | undefined {
  const { coverage, offering, termPeriod } = request;
  const warranty = coverage.filter(isWarranty);
  const current = highestLevel(warranty);
  const facts = { serviceLevel: offering.serviceLevel ?? 'NONE', currentLevel: current ?? 'NONE' };
  const rise = riseOf(offering.serviceLevel, current);
  if (rise < 0) return refuse('NEW_MUST_RISE', { ...facts, reason: 'LOWER' });
  const rises =
    rise > 0 ||
    (offering.premier && !coverage.some(isPremierNow)) ||
    (offering.keepYourDrive && !coverage.some(keepsTheDriveNow)) ||
    (termPeriod !== undefined && termPeriod.endsOn > warrantyEndsOn(request));
  return rises ? undefined : refuse('NEW_MUST_RISE', { ...facts, reason: 'NOTHING_RISES' });
}

function riseOf(asked: ServiceLevel | undefined, current: ServiceLevel | undefined): number {
  if (asked === undefined) return 0;
  return current === undefined ? 1 : compareLevels(asked, current);
}

function isPremierNow(each: CoverageFacts): boolean {
  return each.layer === 'PREMIER' || (isWarranty(each) && each.premier);
}

function keepsTheDriveNow(each: CoverageFacts): boolean {
  return each.addOn === 'KEEP_YOUR_DRIVE' || (isWarranty(each) && each.keepYourDrive);
}
