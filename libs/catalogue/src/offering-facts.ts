import type { CalendarDate, OfferingFacts } from '#policy';

import type { ServiceOffering } from './service-offering.entity.ts';

const known = new WeakMap<ServiceOffering, OfferingFacts>();

/** An offering as the policy looks at it; the same each time, as offerings of a version never change. */
export function offeringFacts(offering: ServiceOffering): OfferingFacts {
  let facts = known.get(offering);
  if (facts === undefined) known.set(offering, (facts = factsOf(offering)));
  return facts;
}

function factsOf(offering: ServiceOffering): OfferingFacts {
  const { partNumber, kind, premier, keepYourDrive, termMonths, listPriceMinor, currency } = offering;
  return {
    partNumber,
    kind,
    premier,
    keepYourDrive,
    termMonths,
    serviceLevel: offering.serviceLevel ?? undefined,
    addOn: offering.addOn ?? undefined,
    listPrice: listPriceMinor == null ? undefined : { amountMinor: listPriceMinor, currency },
    onSaleFrom: (offering.onSaleFrom ?? undefined) as CalendarDate | undefined,
    onSaleUntil: (offering.onSaleUntil ?? undefined) as CalendarDate | undefined,
  };
}
