import fc from 'fast-check';
import { addDays, calendarDate, type CalendarDate } from '../calendar-date.ts';
import type { Period } from '../period.ts';
import type { CoverageFacts, OfferingFacts, ServiceRequest, SiteFacts } from '../service-request.ts';
import { AddOn, type CoverageLayer, ProductFamily, RegionMark, ServiceKind, ServiceLevel } from '../vocabulary.ts';
import { aCatalogue, aPlace, calendar, marks } from './a-request.ts';

const FIRST_DAY = calendarDate('2018-01-01');

export function aDay(days = 4000): fc.Arbitrary<CalendarDate> {
  return fc.integer({ min: 0, max: days }).map((offset) => addDays(FIRST_DAY, offset));
}

const aPeriod: fc.Arbitrary<Period> = fc
  .tuple(aDay(), fc.integer({ min: 0, max: 1900 }))
  .map(([startsOn, days]) => ({ startsOn, endsOn: addDays(startsOn, days) }));

const aMark = fc.constantFrom(...Object.values(RegionMark));
const aLevel = fc.constantFrom(...Object.values(ServiceLevel));

const someMarks = fc.tuple(aMark, aMark).map(([fourHours, twoHours]) => marks(fourHours, twoHours));

const aSite: fc.Arbitrary<SiteFacts> = fc.oneof(
  fc.tuple(aMark, aMark, fc.option(fc.constant('221317'), { nil: undefined })).map((each) => aPlace(...each)),
  fc.constant<SiteFacts>({ state: 'AMBIGUOUS', candidates: ['愛知県弥富市', '三重県木曽岬町'] }),
  fc.constant<SiteFacts>({ state: 'NOT_FOUND', lookedFor: '000-0000' }),
  fc.constant<SiteFacts>({ state: 'NOT_GIVEN' }),
);

/** Any offering the type allows, the senseless ones among them. */
const anyOffering: fc.Arbitrary<OfferingFacts> = fc.record(
  {
    partNumber: fc.stringMatching(/^5WS7[0-9A-Z]{6}$/),
    kind: fc.constantFrom(...Object.values(ServiceKind)),
    premier: fc.boolean(),
    keepYourDrive: fc.boolean(),
    termMonths: fc.oneof(fc.constantFrom(6, 12, 24, 36, 48, 60, 72), fc.integer(), fc.double()),
    serviceLevel: aLevel,
    addOn: fc.constantFrom(...Object.values(AddOn)),
    listPrice: fc.constant({ amountMinor: 1000, currency: 'JPY' }),
    onSaleFrom: aDay(),
    onSaleUntil: aDay(),
  },
  { requiredKeys: ['partNumber', 'kind', 'premier', 'keepYourDrive', 'termMonths'] },
);

const someCoverage: fc.Arbitrary<CoverageFacts> = fc.record(
  {
    layer: fc.constantFrom<CoverageLayer>('SERVICE', 'SERVICE', 'SERVICE', 'PREMIER', 'ADD_ON', 'BASE_WARRANTY'),
    period: aPeriod,
    premier: fc.boolean(),
    keepYourDrive: fc.boolean(),
    serviceLevel: aLevel,
    addOn: fc.constantFrom(...Object.values(AddOn)),
    kind: fc.constantFrom(...Object.values(ServiceKind)),
  },
  { requiredKeys: ['layer', 'period', 'premier', 'keepYourDrive'] },
);

/** Requests of every kind; half of them for an offering of an ordinary catalogue, half for anything the type allows. */
export const anyRequest: fc.Arbitrary<ServiceRequest> = fc
  .record(
    {
      stage: fc.constantFrom('QUOTE', 'ORDER', 'REGISTRATION'),
      on: aDay(),
      ordered: fc.integer({ min: 0, max: 200 }),
      machineType: fc.constant('7X06'),
      family: fc.oneof(fc.constant(ProductFamily.THINKSYSTEM), fc.constantFrom(...Object.values(ProductFamily))),
      used: fc.boolean(),
      warranty: aPeriod,
      premierEligible: fc.boolean(),
      coverage: fc.array(someCoverage, { maxLength: 3 }),
      endOfSupportOn: aDay(),
      offering: fc.oneof(fc.constantFrom(...aCatalogue), anyOffering),
      offerings: fc.oneof(fc.constant(aCatalogue), fc.array(anyOffering, { maxLength: 4 })),
      site: aSite,
      machineTypeMarks: someMarks,
      fee: fc.constant({ amountMinor: 30_000, currency: 'JPY' }),
      requestedMonths: fc.constantFrom(3, 6, 9, 12),
      requestedStartsOn: aDay(),
    },
    {
      requiredKeys: [
        'stage',
        'on',
        'ordered',
        'machineType',
        'family',
        'used',
        'warranty',
        'coverage',
        'offering',
        'offerings',
        'site',
      ],
    },
  )
  .map(({ ordered, machineType, family, used, warranty, premierEligible, coverage, fee, ...rest }) => ({
    ...rest,
    orderedOn: rest.stage === 'REGISTRATION' ? addDays(rest.on, -ordered) : rest.on,
    machine: {
      machineType,
      family,
      country: 'JP',
      used,
      warranty,
      ...(premierEligible !== undefined && { premierEligible }),
    },
    coverage: [
      { layer: 'BASE_WARRANTY', period: warranty, premier: false, keepYourDrive: false, serviceLevel: 'NBD_9X5' },
      ...coverage,
    ],
    calendar,
    market: fee ? { reinstatementFee: fee } : {},
  }));
