import { describe, expect, it } from '@jest/globals';

import type { EndingCoverage } from './catalogue-demand.ts';
import { renewalNeeds } from './renewal-needs.ts';
import type { WithdrawnOffering } from './version-comparisons.ts';

const withdrawn = (more: Partial<WithdrawnOffering> = {}): WithdrawnOffering => ({
  partNumber: '5WS0000001',
  kind: 'RENEWAL',
  serviceLevel: 'NBD_9X5',
  premier: false,
  appliesTo: [{ machineType: '7X06', model: '' }],
  ...more,
});
const ending = (more: Partial<EndingCoverage> = {}): EndingCoverage => ({
  machineType: '7X06',
  model: 'CTO1WW',
  serviceLevel: 'NBD_9X5',
  premier: false,
  machines: 3,
  ...more,
});

describe('a withdrawn renewal', () => {
  it.each<[string, Partial<WithdrawnOffering>, Partial<EndingCoverage>[], number | undefined]>([
    ['is needed by the machines of its type and level', {}, [{}], 3],
    ['is needed by each model of its type', {}, [{}, { model: 'A0B6JP', machines: 4 }], 7],
    ['is needed by machines whose model is not known', {}, [{ model: '' }], 3],
    ['is not needed by another type', {}, [{ machineType: '7X07' }], undefined],
    ['is not needed by another level', {}, [{ serviceLevel: 'FULL_24X7' }], undefined],
    ['is not needed where Premier ends', {}, [{ premier: true }], undefined],
    ['for one model is not needed by another', { appliesTo: [{ machineType: '7X06', model: 'X' }] }, [{}], undefined],
    [
      'for a type and one of its models counts each machine once',
      {
        appliesTo: [
          { machineType: '7X06', model: '' },
          { machineType: '7X06', model: 'CTO1WW' },
        ],
      },
      [{}],
      3,
    ],
    ['of another kind is needed by none', { kind: 'WARRANTY_UPGRADE' }, [{}], undefined],
  ])('%s', (_, offering, machines, needing) => {
    const needs = renewalNeeds([withdrawn(offering)], machines.map(ending));
    expect(needs).toEqual(needing === undefined ? [] : [{ partNumber: '5WS0000001', machines: needing }]);
  });
});
