import type { Finding } from './decision.ts';
import { isOnSale, warrantyEndsOn } from './existing-coverage.ts';
import { derive, inform, refuse, warn } from './finding.ts';
import type { JudgedRequest } from './judged-request.ts';
import type { ServiceRequest } from './service-request.ts';

type Declared = Pick<ServiceRequest, 'machine' | 'working'>;

/** No service is bought to have a fault repaired that is there already (rules.md R-NEW-EXISTING-FAULT). */
export function hasNoFaultYet({
  machine,
  stage,
  working,
}: Declared & Pick<ServiceRequest, 'stage'>): Finding | undefined {
  if (working !== false) return undefined;
  const facts = { reason: 'DECLARED', machineType: machine.machineType };
  return stage === 'QUOTE' ? warn('NEW_EXISTING_FAULT', facts) : refuse('NEW_EXISTING_FAULT', facts);
}

/** A used machine that works may have services (R-USED-OK). */
export function isAWorkingUsedMachine({ machine, working }: Declared): Finding | undefined {
  return machine.used && working === true ? inform('USED_OK', { machineType: machine.machineType }) : undefined;
}

/** What was broken when a used machine was bought is the matter of the shop (R-USED-FAULT). */
export function wasBoughtWithoutAFault({ machine, working }: Declared): Finding | undefined {
  return machine.used && working === false ? refuse('USED_FAULT', { machineType: machine.machineType }) : undefined;
}

/** The registered warranty counts; the day a used machine was bought never becomes a start (R-USED-REGDATE). */
export function countsFromTheRecord({
  machine,
  offering,
  startsOn,
  requestedStartsOn,
}: Pick<JudgedRequest, 'machine' | 'offering' | 'startsOn' | 'requestedStartsOn'>): Finding | undefined {
  if (!machine.used || startsOn === undefined || offering.kind === 'PREMIER_UPGRADE') return undefined;
  const facts = { warrantyStartsOn: machine.warranty.startsOn, warrantyEndsOn: machine.warranty.endsOn };
  if (requestedStartsOn === undefined || requestedStartsOn === startsOn) {
    return derive('USED_REGDATE', { ...facts, reason: 'RECORDED' });
  }
  return refuse('USED_REGDATE', { ...facts, reason: 'OTHER_DAY', requestedStartsOn });
}

/** In its registered warranty a used machine may have an upgrade that is on sale (R-USED-UPGRADE). */
export function isUpgradedInItsWarranty(
  request: Pick<ServiceRequest, 'machine' | 'coverage' | 'offering' | 'on' | 'orderedOn'>,
): Finding | undefined {
  const { machine, offering, on, orderedOn } = request;
  if (!machine.used || offering.kind !== 'WARRANTY_UPGRADE') return undefined;
  if (on > warrantyEndsOn(request) || !isOnSale(offering, orderedOn)) return undefined;
  return inform('USED_UPGRADE', { startsOn: machine.warranty.startsOn });
}

/** Past its registered warranty a used machine may have the 12-month renewal, from the day after (R-USED-RENEW). */
export function isRenewedPastItsWarranty(
  request: Pick<JudgedRequest, 'machine' | 'coverage' | 'offering' | 'orderedOn' | 'startsOn'>,
): Finding | undefined {
  const { machine, offering, orderedOn, startsOn } = request;
  if (!machine.used || offering.kind !== 'RENEWAL' || offering.termMonths !== 12) return undefined;
  const endsOn = warrantyEndsOn(request);
  if (orderedOn <= endsOn || startsOn === undefined) return undefined;
  return inform('USED_RENEW', { warrantyEndsOn: endsOn, startsOn });
}
