import { registerEnumType } from '@nestjs/graphql';

import {
  AddOn,
  ChargeKind,
  FindingEffect,
  Locale,
  ProductFamily,
  RegionMark,
  RemedyAction,
  ServiceKind,
  ServiceLevel,
  Verdict,
} from '#policy';

registerEnumType(ServiceKind, { name: 'ServiceKind' });
registerEnumType(ServiceLevel, { name: 'ServiceLevel', description: 'Lowest first.' });
registerEnumType(AddOn, { name: 'AddOn' });
registerEnumType(ProductFamily, { name: 'ProductFamily' });
registerEnumType(RegionMark, { name: 'RegionMark' });
registerEnumType(Locale, { name: 'Locale' });
registerEnumType(Verdict, {
  name: 'Verdict',
  description: 'NEEDS_APPROVAL is not self-served: it is allowed only after a person has decided.',
});
registerEnumType(FindingEffect, { name: 'FindingEffect' });
registerEnumType(ChargeKind, { name: 'ChargeKind' });
registerEnumType(RemedyAction, { name: 'RemedyAction' });

/** Whether a list price is known, and why not. */
export const PriceState = { LISTED: 'LISTED', OPEN: 'OPEN', ON_REQUEST: 'ON_REQUEST' } as const;
export type PriceState = keyof typeof PriceState;
registerEnumType(PriceState, { name: 'PriceState' });

/** Where a catalogue import stands. */
export const CatalogueImportState = {
  WAITING: 'WAITING',
  READING: 'READING',
  DRAFT: 'DRAFT',
  PUBLISHED: 'PUBLISHED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const;
export type CatalogueImportState = keyof typeof CatalogueImportState;
registerEnumType(CatalogueImportState, { name: 'CatalogueImportState' });

/** What is being done for an import that is read. */
export const CatalogueImportPhase = {
  READING: 'READING',
  WRITING: 'WRITING',
  JUDGING: 'JUDGING',
  DONE: 'DONE',
} as const;
export type CatalogueImportPhase = keyof typeof CatalogueImportPhase;
registerEnumType(CatalogueImportPhase, {
  name: 'CatalogueImportPhase',
  description: 'READING the file, WRITING the draft, JUDGING it against what is published.',
});

export const ImportIssueSeverity = { ERROR: 'ERROR', WARNING: 'WARNING', INFO: 'INFO' } as const;
export type ImportIssueSeverity = keyof typeof ImportIssueSeverity;
registerEnumType(ImportIssueSeverity, {
  name: 'ImportIssueSeverity',
  description: 'An ERROR leaves its row out, a WARNING keeps it, INFO only tells.',
});

/** Whether the last served day of a machine type is known. */
export const EndOfSupportState = { ANNOUNCED: 'ANNOUNCED', NOT_ANNOUNCED: 'NOT_ANNOUNCED' } as const;
export type EndOfSupportState = keyof typeof EndOfSupportState;
registerEnumType(EndOfSupportState, { name: 'EndOfSupportState' });
