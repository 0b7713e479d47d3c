import { registerEnumType } from '@nestjs/graphql';

import { type OptionFacts, type OptionTerms as Terms, PartClass, type RepairCause as Cause } from '#policy';

/** Where the damage comes from, as the policy tells the cases apart. */
export const RepairCause = {
  FAULT: 'FAULT',
  ACCIDENT: 'ACCIDENT',
  IMPROPER_ENVIRONMENT: 'IMPROPER_ENVIRONMENT',
} as const satisfies { readonly [K in Cause]: K };
registerEnumType(RepairCause, { name: 'RepairCause', description: 'Where the damage comes from.' });

/** Whose terms a part is served under. */
export const OptionTerms = { MACHINE: 'MACHINE', OWN: 'OWN', NONE: 'NONE' } as const satisfies {
  readonly [K in Terms]: K;
};
registerEnumType(OptionTerms, { name: 'OptionTerms', description: 'Whose terms a part is served under.' });

type Replacer = NonNullable<OptionFacts['replacedBy']>;

/** Who replaces a part. */
export const PartReplacer = { CUSTOMER: 'CUSTOMER', TECHNICIAN: 'TECHNICIAN' } as const satisfies {
  readonly [K in Replacer]: K;
};
registerEnumType(PartReplacer, {
  name: 'PartReplacer',
  description: 'Who replaces a part: the customer, to whom it is sent (CRU), or a technician (FRU).',
});

registerEnumType(PartClass, { name: 'PartClass', description: 'What a part is, as far as its cover differs.' });
