import type { Finding } from './decision.ts';
import { derive, refuse } from './finding.ts';
import { isBuiltIn, type JudgedOption, wearsOut } from './judged-option.ts';

/** Some parts are consumables (rules.md R-CONS-LIST). */
export function isOnTheListOfConsumables({
  option,
  isConsumable,
}: Pick<JudgedOption, 'option' | 'isConsumable'>): Finding | undefined {
  return isConsumable ? derive('CONS_LIST', { partClass: option.partClass }) : undefined;
}

/** The coin cell in the machine is an ordinary part (R-CONS-COIN). */
export function isACoinCell({ option }: Pick<JudgedOption, 'option'>): Finding | undefined {
  return option.partClass === 'COIN_CELL' ? derive('CONS_COIN', { partClass: option.partClass }) : undefined;
}

/** No contract is made for a consumable alone; one bought alone has its own warranty only (R-CONS-NOALONE). */
export function isNotAConsumableAlone(question: JudgedOption): Finding | undefined {
  const { option, isConsumable, asksForAContract = false, machineEndsOn, ownEndsOn } = question;
  if (!isConsumable) return undefined;
  const { partClass } = option;
  if (asksForAContract) return refuse('CONS_NOALONE', { reason: 'CONTRACT_ASKED', partClass });
  if (isBuiltIn(option) || ownEndsOn || machineEndsOn === undefined) return undefined;
  return refuse('CONS_NOALONE', { reason: 'BOUGHT_ALONE', partClass });
}

/** A consumable that came with the machine is served under the machine's terms (R-CONS-WITHSYS). */
export function isAConsumableOfTheMachine({ option, isConsumable, machineEndsOn }: JudgedOption): Finding | undefined {
  if (!isConsumable || !isBuiltIn(option) || machineEndsOn === undefined) return undefined;
  return derive('CONS_WITHSYS', { partClass: option.partClass, endsOn: machineEndsOn });
}

/** A part that came with the machine is served under the machine's terms (R-OPT-TOGETHER). */
export function cameWithTheMachine({ option, isConsumable, machineEndsOn }: JudgedOption): Finding | undefined {
  if (isConsumable || !isBuiltIn(option) || machineEndsOn === undefined) return undefined;
  return derive('OPT_TOGETHER', { endsOn: machineEndsOn });
}

/** A part bought later is served under the machine's terms while those last (R-OPT-WITHIN). */
export function liesWithinTheMachinesCover(question: JudgedOption): Finding | undefined {
  const { option, isConsumable, machineEndsOn, ownEndsOn } = question;
  if (isConsumable || isBuiltIn(option) || machineEndsOn === undefined) return undefined;
  return derive('OPT_WITHIN', { reason: ownEndsOn ? 'BOTH_LIVE' : 'OWN_OVER', endsOn: machineEndsOn });
}

/** Once the machine's cover is over, a part bought later has what is left of its own (R-OPT-SYSOVER). */
export function outlivesTheMachinesCover({
  machineEndsOn,
  ownEndsOn,
}: Pick<JudgedOption, 'machineEndsOn' | 'ownEndsOn'>): Finding | undefined {
  if (machineEndsOn !== undefined || ownEndsOn === undefined) return undefined;
  return derive('OPT_SYSOVER', { endsOn: ownEndsOn });
}

/** With both covers over nothing is served (R-OPT-BOTHOVER). */
export function isCoveredBySomething({
  on,
  machineEndsOn,
  ownEndsOn,
}: Pick<JudgedOption, 'on' | 'machineEndsOn' | 'ownEndsOn'>): Finding | undefined {
  return (machineEndsOn ?? ownEndsOn) ? undefined : refuse('OPT_BOTHOVER', { on });
}

/** An SSD is covered no longer than its writing life, whatever its terms say (R-SSD-LIFE). */
export function hasWritingLifeLeft({ option, termsEndOn, endsOn }: JudgedOption): Finding | undefined {
  if (termsEndOn === undefined || !wearsOut(option)) return undefined;
  const { wornOutOn, wornPercent } = option;
  if (endsOn === undefined) {
    return wornOutOn === undefined
      ? refuse('SSD_LIFE', { reason: 'WORN_PERCENT', wornPercent: wornPercent ?? 0, termsEndOn })
      : refuse('SSD_LIFE', { reason: 'WORN_OUT', wornOutOn, termsEndOn });
  }
  return derive('SSD_LIFE', { reason: 'EARLIER_OF_BOTH', endsOn, termsEndOn });
}

/** A CRU is sent to the customer, a FRU is replaced by a technician (R-CRU-FRU). */
export function isReplacedBySomebody({ option }: Pick<JudgedOption, 'option'>): Finding | undefined {
  return option.replacedBy && derive('CRU_FRU', { reason: option.replacedBy });
}
