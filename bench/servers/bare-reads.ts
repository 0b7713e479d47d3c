import type pg from 'pg';

import {
  type CalendarDate,
  type CoverageFacts,
  coverageOn,
  daysBetween,
  type OfferingFacts,
  recommendedOrderOn,
  review,
} from '#policy';
import { type Market, Markets } from '#market';
import { type LoadedRegionList, RegionLists } from '#catalogue';

import { ON } from '../questions.ts';

/** Asks a prepared statement within the transaction of the request. */
export type Ask = <T>(name: string, text: string, values: readonly unknown[]) => Promise<T[]>;
type Variables = Readonly<Record<string, string>>;
type Read = (ask: Ask, variables: Variables) => Promise<unknown>;

/**
 * The main queries by hand: one flat statement each, shaped in JavaScript to the very JSON that the API answers. What never
 * changes (offerings of a version, a region list, market settings) is kept in memory, as anyone would.
 */
export const READS: Readonly<Record<string, Read>> = { catalogue, machine, renewals, eligibleServices };

const VERSION = `(SELECT version_id FROM catalogue_publication WHERE effective_on <= '${ON}' ORDER BY effective_on DESC, number DESC LIMIT 1)`;
const LEVEL = `coalesce(array_position(enum_range(NULL::service_level), o.service_level), 0)`;

interface OfferingRow {
  part_number: string;
  list_name: string;
  kind: OfferingFacts['kind'];
  service_level: OfferingFacts['serviceLevel'] | null;
  premier: boolean;
  keep_your_drive: boolean;
  add_on: OfferingFacts['addOn'] | null;
  term_months: number;
  list_price_minor: number | null;
  currency: string;
  on_sale_from: CalendarDate | null;
  on_sale_until: CalendarDate | null;
  rank: number;
  level: number;
}

const CATALOGUE = `SELECT o.part_number, o.list_name, o.kind, o.service_level, o.premier, o.keep_your_drive, o.term_months,
    o.list_price_minor, o.currency, o.on_sale_from, o.on_sale_until, min((a.model = '')::int) AS rank, ${LEVEL} AS level
  FROM applicability a JOIN service_offering o USING (version_id, part_number)
  WHERE a.version_id = ${VERSION} AND a.machine_type = $1 AND a.model IN ('', $2)
  GROUP BY o.version_id, o.part_number
  ORDER BY rank, o.kind, level, o.premier, o.keep_your_drive, o.term_months, o.part_number LIMIT 21`;

async function catalogue(ask: Ask, { productNumber = '' }: Variables): Promise<unknown> {
  const number = productNumber.replace('-', '');
  const rows = await ask<OfferingRow>('catalogue', CATALOGUE, [number.slice(0, 4), number.slice(4)]);
  const page = rows.slice(0, 20);
  const nodes = page.map((row) => ({
    partNumber: row.part_number,
    name: row.list_name,
    kind: row.kind,
    serviceLevel: row.service_level,
    premier: row.premier,
    keepYourDrive: row.keep_your_drive,
    termMonths: row.term_months,
    listPrice: row.list_price_minor === null ? null : yen(row.list_price_minor),
    onSaleFrom: row.on_sale_from,
    onSaleUntil: row.on_sale_until,
  }));
  const last = page.at(-1);
  const key = last && [
    last.rank,
    last.kind,
    last.level,
    last.premier,
    last.keep_your_drive,
    last.term_months,
    last.part_number,
  ];
  return {
    serviceOfferings: { nodes, pageInfo: { hasNextPage: rows.length > 20, endCursor: key ? cursor(key) : null } },
  };
}

interface MachineRow {
  machine_type: string;
  model: string;
  serial: string;
  country: string;
  shipped_on: string;
  customer: string;
  product_name: string;
  eos_state: string | null;
  eos_on: CalendarDate | null;
  layer: CoverageFacts['layer'];
  service_level: CoverageFacts['serviceLevel'];
  premier: boolean;
  starts_on: CalendarDate;
  ends_on: CalendarDate;
  contract_id: string | null;
  pack_serial: string;
  registered_on: string;
  part_number: string;
  list_name: string;
  kind: OfferingFacts['kind'];
  offered_level: string | null;
  offered_premier: boolean;
  term_months: number;
}

const END_OF_SUPPORT = `LEFT JOIN LATERAL (SELECT e.state, e.ends_on FROM end_of_support e WHERE e.machine_type = t.code
    ORDER BY e.number DESC LIMIT 1) eos ON true`;
const MACHINE = `SELECT m.machine_type, m.model, m.serial, m.country, m.shipped_on, c.name AS customer, t.product_name, eos.state AS eos_state,
    eos.ends_on AS eos_on, p.layer, p.service_level, p.premier, p.starts_on, p.ends_on, p.contract_id, k.pack_serial,
    k.registered_on, k.part_number, o.list_name, o.kind, o.service_level AS offered_level, o.premier AS offered_premier, o.term_months
  FROM machine m JOIN machine_type t ON t.code = m.machine_type ${END_OF_SUPPORT} LEFT JOIN customer c ON c.id = m.customer_id
  JOIN coverage_period p ON p.machine_id = m.id AND p.live
  LEFT JOIN contract k ON k.machine_id = p.machine_id AND k.id = p.contract_id
  LEFT JOIN service_offering o ON o.version_id = k.version_id AND o.part_number = k.part_number
  WHERE m.machine_type = $1 AND m.serial = $2 ORDER BY p.starts_on, p.layer`;

async function machine(ask: Ask, { machineType, serial }: Variables): Promise<unknown> {
  const rows = await ask<MachineRow>('machine', MACHINE, [machineType, serial]);
  const [first] = rows;
  if (first === undefined) return { machine: null };
  const base = rows.find(({ layer }) => layer === 'BASE_WARRANTY');
  const periods = rows.map((row) => ({ ...row, period: { startsOn: row.starts_on, endsOn: row.ends_on } }));
  const { covered, coveredUntil, periods: inForce } = coverageOn(periods, ON as CalendarDate);
  return {
    machine: {
      productNumber: first.machine_type + first.model,
      serial: first.serial,
      country: first.country,
      shippedOn: first.shipped_on,
      customer: { name: first.customer },
      machineType: {
        code: first.machine_type,
        productName: first.product_name,
        endOfSupport: { state: first.eos_state ?? 'NOT_ANNOUNCED', on: first.eos_on },
      },
      warranty: base && {
        period: { startsOn: base.starts_on, endsOn: base.ends_on },
        serviceLevel: base.service_level,
      },
      contracts: { nodes: periods.filter(({ contract_id: id }) => id !== null).map(contractNode) },
      coverage: {
        covered,
        coveredUntil,
        periods: inForce.map(({ layer, service_level: serviceLevel, premier, period }) => ({
          layer,
          serviceLevel,
          premier,
          period,
        })),
      },
    },
  };
}

function contractNode(row: MachineRow & { period: { startsOn: string; endsOn: string } }): object {
  const { startsOn, endsOn } = row.period;
  return {
    id: row.contract_id,
    packSerial: row.pack_serial,
    registeredOn: row.registered_on,
    status: ON < startsOn ? 'REGISTERED' : ON <= endsOn ? 'ACTIVE' : 'EXPIRED',
    period: row.period,
    offering: {
      partNumber: row.part_number,
      name: row.list_name,
      kind: row.kind,
      serviceLevel: row.offered_level,
      premier: row.offered_premier,
      termMonths: row.term_months,
    },
  };
}

interface RenewalRow {
  machine_id: string;
  ends_on: CalendarDate;
  service_level: string | null;
  premier: boolean;
  machine_type: string;
  model: string;
  serial: string;
  country: string;
  customer: string;
  product_name: string;
}

const RENEWALS = `SELECT e.machine_id, e.ends_on, e.service_level, e.premier, m.machine_type, m.model, m.serial, m.country, c.name AS customer,
    t.product_name
  FROM coverage_ending e JOIN machine m ON m.id = e.machine_id JOIN machine_type t ON t.code = m.machine_type
  LEFT JOIN customer c ON c.id = m.customer_id
  WHERE e.ends_on >= $1 AND e.ends_on <= $2 ORDER BY e.ends_on, e.machine_id LIMIT 51`;

async function renewals(ask: Ask, { from, to }: Variables): Promise<unknown> {
  const market = await marketOf(ask);
  const rows = await ask<RenewalRow>('renewals', RENEWALS, [from, to]);
  const page = rows.slice(0, 50);
  const on = ON as CalendarDate;
  const nodes = page.map((row) => {
    const latest = market.latestSafeOrderOn(row.ends_on);
    return {
      lastCoveredOn: row.ends_on,
      serviceLevel: row.service_level,
      premier: row.premier,
      recommendedOrderOn: recommendedOrderOn(row.ends_on),
      latestSafeOrderOn: latest,
      daysLeft: daysBetween(on, latest),
      lapsedDays: Math.max(0, daysBetween(row.ends_on, on)),
      machine: {
        productNumber: row.machine_type + row.model,
        serial: row.serial,
        country: row.country,
        customer: { name: row.customer },
        machineType: { productName: row.product_name },
      },
    };
  });
  const last = page.at(-1);
  const endCursor = last ? cursor([last.ends_on, last.machine_id]) : null;
  return { renewals: { nodes, pageInfo: { hasNextPage: rows.length > 50, endCursor } } };
}

interface JudgedRow {
  machine_type: string;
  model: string;
  serial: string;
  country: string;
  used: boolean;
  family: 'THINKSYSTEM';
  eos_on: CalendarDate | null;
  version_id: string;
  layer: CoverageFacts['layer'];
  service_level: CoverageFacts['serviceLevel'];
  premier: boolean;
  keep_your_drive: boolean;
  starts_on: CalendarDate;
  ends_on: CalendarDate;
  kind: OfferingFacts['kind'] | null;
}

const JUDGED = `SELECT m.machine_type, m.model, m.serial, m.country, m.used, t.family, eos.ends_on AS eos_on, ${VERSION} AS version_id,
    p.layer, p.service_level, p.premier, p.keep_your_drive, p.starts_on, p.ends_on, o.kind
  FROM machine m JOIN machine_type t ON t.code = m.machine_type ${END_OF_SUPPORT}
  JOIN coverage_period p ON p.machine_id = m.id AND p.live
  LEFT JOIN contract k ON k.machine_id = p.machine_id AND k.id = p.contract_id
  LEFT JOIN service_offering o ON o.version_id = k.version_id AND o.part_number = k.part_number
  WHERE m.machine_type = $1 AND m.serial = $2 ORDER BY p.starts_on, p.layer`;

async function eligibleServices(ask: Ask, { machineType, serial }: Variables): Promise<unknown> {
  const market = await marketOf(ask);
  const regions = await regionsOf(ask);
  const rows = await ask<JudgedRow>('judged', JUDGED, [machineType, serial]);
  const [first] = rows;
  const base = rows.find(({ layer }) => layer === 'BASE_WARRANTY');
  if (first === undefined || base === undefined) return { machine: null };
  const offerings = await offeringsOf(ask, first.version_id, first.machine_type, first.model);
  const facts = {
    stage: 'QUOTE' as const,
    on: ON as CalendarDate,
    orderedOn: ON as CalendarDate,
    machine: {
      machineType: first.machine_type,
      family: first.family,
      country: first.country,
      used: first.used,
      warranty: { startsOn: base.starts_on, endsOn: base.ends_on },
    },
    coverage: rows.map((row): CoverageFacts => ({
      layer: row.layer,
      period: { startsOn: row.starts_on, endsOn: row.ends_on },
      serviceLevel: row.service_level ?? undefined,
      premier: row.premier,
      keepYourDrive: row.keep_your_drive,
      kind: row.kind ?? undefined,
    })),
    endOfSupportOn: first.eos_on ?? undefined,
    offerings,
    site: regions.find(undefined),
    machineTypeMarks: regions.marksFor(first.machine_type),
    calendar: market.calendar,
    market: market.facts,
  };
  const services = offerings
    .filter(({ kind }) => kind === 'RENEWAL')
    .map((offering) => {
      const { verdict, period, charges, findings } = review({ ...facts, offering });
      const { partNumber, serviceLevel, premier, termMonths } = offering;
      return {
        offering: { partNumber, serviceLevel, premier, termMonths },
        decision: {
          verdict,
          period: period ? { startsOn: period.startsOn, endsOn: period.endsOn } : null,
          charges: charges.map(({ kind, price }) => ({ kind, price: price ? yen(price.amountMinor) : null })),
          findings: findings.map(({ rule, effect }) => ({ rule, effect })),
        },
      };
    });
  return {
    machine: {
      productNumber: first.machine_type + first.model,
      serial: first.serial,
      eligibleServices: services,
    },
  };
}

const OFFERINGS = `SELECT o.*, ${LEVEL} AS level, 0 AS rank FROM service_offering o WHERE o.version_id = $1 AND EXISTS (
    SELECT FROM applicability a WHERE a.version_id = o.version_id AND a.part_number = o.part_number AND a.machine_type = $2
      AND a.model IN ('', $3))
  ORDER BY o.kind, o.service_level, o.premier, o.term_months, o.part_number`;
const offeringsKept = new Map<string, OfferingFacts[]>();

async function offeringsOf(ask: Ask, version: string, type: string, model: string): Promise<OfferingFacts[]> {
  let kept = offeringsKept.get(`${version} ${type} ${model}`);
  if (kept === undefined) {
    const rows = await ask<OfferingRow>('offerings', OFFERINGS, [version, type, model]);
    kept = rows.map((row) => ({
      partNumber: row.part_number,
      kind: row.kind,
      serviceLevel: row.service_level ?? undefined,
      premier: row.premier,
      keepYourDrive: row.keep_your_drive,
      addOn: row.add_on ?? undefined,
      termMonths: row.term_months,
      listPrice:
        row.list_price_minor === null ? undefined : { amountMinor: row.list_price_minor, currency: row.currency },
      onSaleFrom: row.on_sale_from ?? undefined,
      onSaleUntil: row.on_sale_until ?? undefined,
    }));
    offeringsKept.set(`${version} ${type} ${model}`, kept);
  }
  return kept;
}

let market: Market | undefined;
let regionList: LoadedRegionList | undefined;

async function marketOf(ask: Ask): Promise<Market> {
  return (market ??= await new Markets().on(asTransaction(ask), ON));
}

async function regionsOf(ask: Ask): Promise<LoadedRegionList> {
  return (regionList ??= await new RegionLists().latest(asTransaction(ask)));
}

function asTransaction(ask: Ask): Parameters<Markets['on']>[0] {
  const rows = (text: string, values: readonly unknown[] = []): Promise<unknown[]> => ask('', text, values);
  return { rows, row: async (text: string, values?: readonly unknown[]) => (await rows(text, values))[0] } as never;
}

function yen(amountMinor: number): { amount: string; currency: string } {
  return { amount: String(amountMinor), currency: 'JPY' };
}

function cursor(key: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** A pool's types: dates stay text, bigints become numbers. */
export const TYPES = (pgTypes: typeof pg.types): pg.CustomTypesConfig => ({
  getTypeParser: (oid: number, format?: string): ((value: string) => unknown) => {
    if (oid === 1082) return (value) => value;
    if (oid === 20) return Number;
    return pgTypes.getTypeParser(oid, format as 'text') as (value: string) => unknown;
  },
});
