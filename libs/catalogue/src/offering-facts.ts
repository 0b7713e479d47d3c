import type { CalendarDate, OfferingFacts } from '#policy';

import type { ServiceOffering } from './service-offering.entity.ts';

/** An offering as the policy looks at it. */
export function offeringFacts(offering: ServiceOffering): OfferingFacts {
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
