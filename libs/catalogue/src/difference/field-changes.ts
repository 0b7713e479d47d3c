import type { Applicability, ServiceOffering } from '../service-offering.entity.ts';
import type { WholesalePrice } from '../wholesale-price.entity.ts';
import type { FieldChange, OfferingField } from './catalogue-difference.model.ts';

type FieldValue = string | number | boolean | null | undefined;

/** An offering with what a reseller pays for it, where that may be told. */
export interface PricedOffering {
  readonly offering: ServiceOffering;
  readonly wholesale?: WholesalePrice;
}

/** How each field of an offering is said. Amounts are in whole yen. */
const OFFERING_FIELDS: Readonly<
  Record<OfferingField, (offering: ServiceOffering, wholesale?: WholesalePrice) => FieldValue>
> = {
  NAME: ({ listName }) => listName,
  KIND: ({ kind }) => kind,
  SERVICE_LEVEL: ({ serviceLevel }) => serviceLevel,
  PREMIER: ({ premier }) => premier,
  KEEP_YOUR_DRIVE: ({ keepYourDrive }) => keepYourDrive,
  ADD_ON: ({ addOn }) => addOn,
  TERM_MONTHS: ({ termMonths }) => termMonths,
  PRICE_STATE: ({ priceState }) => priceState,
  LIST_PRICE: ({ listPriceMinor }) => listPriceMinor,
  LIST_PRICE_WITH_TAX: ({ listPriceWithTaxMinor }) => listPriceWithTaxMinor,
  WHOLESALE_PRICE: (_, wholesale) => wholesale?.amountMinor,
  WHOLESALE_PRICE_WITH_TAX: (_, wholesale) => wholesale?.amountWithTaxMinor,
  ON_SALE_FROM: ({ onSaleFrom }) => onSaleFrom,
  ON_SALE_UNTIL: ({ onSaleUntil }) => onSaleUntil,
  NOTES: ({ notes }) => notes,
};

/** Every field that differs, as it was and as it would be. */
export function fieldChanges(before: PricedOffering, after: PricedOffering): FieldChange[] {
  return Object.entries(OFFERING_FIELDS).flatMap(([field, valueOf]) => {
    const [was, becomes] = [before, after].map(({ offering, wholesale }) => textOf(valueOf(offering, wholesale)));
    return was === becomes ? [] : [{ field: field as OfferingField, before: was, after: becomes }];
  });
}

/** The machines that one offering is for and the other is not. */
export function appliesToBeyond(offering: ServiceOffering, other: ServiceOffering): Applicability[] {
  const keyOf = ({ machineType, model }: Applicability): string => `${machineType} ${model}`;
  const known = new Set((other.appliesTo ?? []).map(keyOf));
  return (offering.appliesTo ?? []).filter((one) => !known.has(keyOf(one)));
}

function textOf(value: FieldValue): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
