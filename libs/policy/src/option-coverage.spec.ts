import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { remedyMessage } from './message-of.ts';
import { optionCoverage, remediesForOption } from './option-coverage.ts';
import { aPeriod, aService } from './testing/a-request.ts';
import { aBaseWarranty, anOptionQuestion } from './testing/other-requests.ts';
import { PartClass } from './vocabulary.ts';

const OVER = aBaseWarranty('2019-01-10', '2022-01-09');
const MACHINES = {
  warranty: [aBaseWarranty('2024-01-10', '2027-01-09')],
  service: [OVER, aService('2022-01-10', '2025-01-09')],
  over: [OVER],
  none: [],
};
const OWN = { live: aPeriod('2024-03-01', '2025-02-28'), over: aPeriod('2022-03-01', '2023-02-28'), none: undefined };
const CONSUMABLES = ['STRUCTURAL_PART', 'RAID_BATTERY', 'LIMITED_WARRANTY_SSD', 'BACKUP_MEDIA', 'UPS_BATTERY'];

type MachineState = keyof typeof MACHINES;
type OwnState = keyof typeof OWN;

/** The table of a.8, row by row: what a part is served under. */
function expected(consumable: boolean, together: boolean, machine: MachineState, own: OwnState) {
  const covered = machine === 'warranty' || machine === 'service';
  if (together) {
    if (!covered) return ['NONE', 'OPT_BOTHOVER'];
    return ['MACHINE', consumable ? 'CONS_WITHSYS' : 'OPT_TOGETHER'];
  }
  if (covered && !consumable) return ['MACHINE', 'OPT_WITHIN'];
  if (covered) return own === 'live' ? ['OWN'] : ['NONE', 'CONS_NOALONE'];
  return own === 'live' ? ['OWN', 'OPT_SYSOVER'] : ['NONE', 'OPT_BOTHOVER'];
}

const TABLE = Object.values(PartClass).flatMap((partClass) =>
  [true, false].flatMap((boughtWithTheMachine) =>
    (Object.keys(MACHINES) as MachineState[]).flatMap((machine) =>
      (Object.keys(OWN) as OwnState[]).map((own) => ({ partClass, boughtWithTheMachine, machine, own })),
    ),
  ),
);

it.each(TABLE)(
  '$partClass, with the machine: $boughtWithTheMachine, machine: $machine, own warranty: $own',
  ({ partClass, boughtWithTheMachine, machine, own }) => {
    const consumable = CONSUMABLES.includes(partClass);
    const together = boughtWithTheMachine || partClass === 'COIN_CELL';
    const [terms, ...rules] = expected(consumable, together, machine, own);
    const question = anOptionQuestion({
      partClass,
      boughtWithTheMachine,
      coverage: MACHINES[machine],
      warranty: OWN[own],
    });
    const answer = optionCoverage(question);
    const isOther = (rule: string) => !['CONS_LIST', 'CONS_COIN', 'SSD_LIFE'].includes(rule);
    expect(answer.terms).toBe(terms);
    expect(answer.findings.map(({ rule }) => rule).filter(isOther)).toEqual(rules);
    expect(answer.verdict).toBe(terms === 'NONE' ? 'REFUSED' : 'ELIGIBLE');
    expect(answer.findings.some(({ rule }) => rule === 'CONS_LIST')).toBe(consumable);
    expect(answer.findings.some(({ rule }) => rule === 'CONS_COIN')).toBe(partClass === 'COIN_CELL');
    const machineEndsOn = machine === 'service' ? '2025-01-09' : '2027-01-09';
    const endsOn = { MACHINE: machineEndsOn, OWN: '2025-02-28', NONE: undefined }[answer.terms];
    expect(answer.period).toEqual(endsOn && { startsOn: '2024-06-01', endsOn });
  },
);

describe('the writing life of an SSD', () => {
  it.each([
    { what: 'not reached', given: { wornPercent: 99 }, endsOn: '2027-01-09' },
    { what: 'used up', given: { wornPercent: 100 }, endsOn: undefined },
    { what: 'reached before', given: { wornOutOn: calendarDate('2024-05-31') }, endsOn: undefined },
    { what: 'reached that day', given: { wornOutOn: calendarDate('2024-06-01') }, endsOn: '2024-06-01' },
    { what: 'reached later', given: { wornOutOn: calendarDate('2025-06-01'), wornPercent: 100 }, endsOn: '2025-06-01' },
    { what: 'longer than the cover', given: { wornOutOn: calendarDate('2028-01-01') }, endsOn: '2027-01-09' },
  ])('$what: until $endsOn', ({ given, endsOn }) => {
    for (const partClass of ['SSD', 'HIGH_IOPS_ADAPTER', 'LIMITED_WARRANTY_SSD'] as const) {
      const answer = optionCoverage(anOptionQuestion({ ...given, partClass }));
      expect(answer.period?.endsOn).toBe(endsOn);
      expect(answer.terms).toBe(endsOn ? 'MACHINE' : 'NONE');
      expect(answer.verdict).toBe(endsOn ? 'ELIGIBLE' : 'REFUSED');
    }
    expect(optionCoverage(anOptionQuestion(given)).period?.endsOn).toBe('2027-01-09');
  });
});

it('W81: no contract for a UPS battery alone', () => {
  const answer = optionCoverage(anOptionQuestion({ partClass: 'UPS_BATTERY', asksForAContract: true }));
  expect(answer.verdict).toBe('REFUSED');
  expect(answer.findings.map(({ rule }) => rule)).toContain('CONS_NOALONE');
});

it('an add-on of the machine covers no part', () => {
  const addOn = { ...aBaseWarranty('2022-01-10', '2027-01-09'), layer: 'ADD_ON', addOn: 'VALUE_SELECTION' } as const;
  expect(optionCoverage(anOptionQuestion({ coverage: [OVER, addOn] })).terms).toBe('NONE');
});

it('of a worn SSD that nothing covers only the missing cover is spoken of', () => {
  const answer = optionCoverage(anOptionQuestion({ partClass: 'SSD', wornPercent: 100, coverage: [OVER] }));
  expect(answer.findings.map(({ rule }) => rule)).toEqual(['OPT_BOTHOVER']);
});

it('a worn SSD is told how worn it is', () => {
  const { findings } = optionCoverage(anOptionQuestion({ partClass: 'SSD', wornPercent: 104 }));
  expect(findings.find(({ rule }) => rule === 'SSD_LIFE')?.facts).toEqual({
    reason: 'WORN_PERCENT',
    wornPercent: 104,
    termsEndOn: '2027-01-09',
  });
});

it('cover that goes on without a gap counts to its end', () => {
  const coverage = [
    aBaseWarranty('2021-06-02', '2024-06-01'),
    aService('2024-06-02', '2025-06-01'),
    aService('2025-06-03', '2026-06-02'),
  ];
  expect(optionCoverage(anOptionQuestion({ coverage })).period?.endsOn).toBe('2025-06-01');
});

describe('where nothing covers a part', () => {
  it.each([
    { endOfSupportOn: undefined, actions: ['CHOOSE_OFFERING', 'SPOT_REPAIR'] },
    { endOfSupportOn: '2024-06-01', actions: ['CHOOSE_OFFERING', 'SPOT_REPAIR'] },
    { endOfSupportOn: '2024-05-31', actions: ['CHOOSE_OFFERING'] },
    { endOfSupportOn: '2022-01-09', actions: [] },
  ])('with support until $endOfSupportOn these help: $actions', ({ endOfSupportOn, actions }) => {
    const coverage = [aBaseWarranty('2016-01-10', '2019-01-09'), OVER];
    const remedies = remediesForOption(anOptionQuestion({ coverage, endOfSupportOn }));
    expect(remedies.map(({ action }) => action)).toEqual(actions);
    for (const remedy of remedies) expect(remedyMessage(remedy, 'JA')).not.toMatch(/[{}]/);
    if (actions.length > 0) expect(remedies[0]?.facts.renewalStartsOn).toBe('2022-01-10');
  });

  it('the renewal follows what covered the machine itself, up to the day before', () => {
    const addOn = { ...aBaseWarranty('2019-01-10', '2023-01-09'), layer: 'ADD_ON', addOn: 'VALUE_SELECTION' } as const;
    const yetToStart = aService('2024-07-01', '2025-06-30');
    const coverage = [addOn, yetToStart, OVER];
    const [renewal] = remediesForOption(anOptionQuestion({ coverage }));
    expect(renewal).toEqual({
      action: 'CHOOSE_OFFERING',
      facts: { reason: 'RENEWAL', renewalStartsOn: '2022-01-10' },
    });
  });

  it('a consumable that came alone is helped like any part', () => {
    const question = anOptionQuestion({ partClass: 'RAID_BATTERY', boughtWithTheMachine: false, coverage: [OVER] });
    expect(optionCoverage(question).findings.map(({ rule }) => rule)).toContain('CONS_LIST');
    expect(remediesForOption(question).map(({ action }) => action)).toEqual(['CHOOSE_OFFERING', 'SPOT_REPAIR']);
  });

  it('nothing helps where something does, and only the hour where there never was a warranty', () => {
    expect(remediesForOption(anOptionQuestion())).toEqual([]);
    expect(remediesForOption(anOptionQuestion({ coverage: [] })).map(({ action }) => action)).toEqual(['SPOT_REPAIR']);
  });
});
