import { describe, expect, it } from '@jest/globals';
import { calendarDate } from './calendar-date.ts';
import { packState } from './pack-state.ts';
import { aPeriod } from './testing/a-request.ts';

const pack = {
  orderedOn: calendarDate('2024-02-01'),
  confirmedOn: calendarDate('2024-02-02'),
  deliveredOn: calendarDate('2024-02-09'),
  registeredOn: calendarDate('2024-02-15'),
  period: aPeriod('2024-03-01', '2025-02-28'),
};

describe('where a pack stands', () => {
  it.each([
    { on: '2024-01-31', state: undefined },
    { on: '2024-02-01', state: 'ORDERED' },
    { on: '2024-02-02', state: 'CONFIRMED' },
    { on: '2024-02-08', state: 'CONFIRMED' },
    { on: '2024-02-09', state: 'DELIVERED' },
    { on: '2024-02-15', state: 'REGISTERED' },
    { on: '2024-02-29', state: 'REGISTERED' },
    { on: '2024-03-01', state: 'ACTIVE' },
    { on: '2025-02-28', state: 'ACTIVE' },
    { on: '2025-03-01', state: 'EXPIRED' },
  ])('on $on: $state', ({ on, state }) => {
    expect(packState(pack, calendarDate(on))).toBe(state);
  });

  it.each([
    { on: '2024-06-30', state: 'ACTIVE' },
    { on: '2024-07-01', state: 'ABANDONED' },
    { on: '2025-03-01', state: 'ABANDONED' },
  ])('given up on 2024-06-30, on $on: $state', ({ on, state }) => {
    expect(packState({ ...pack, abandonedOn: calendarDate('2024-06-30') }, calendarDate(on))).toBe(state);
  });

  it('nothing is in force until it is registered, whatever the days', () => {
    const { orderedOn, deliveredOn } = pack;
    expect(packState({ orderedOn }, calendarDate('2024-06-01'))).toBe('ORDERED');
    expect(packState({ orderedOn, deliveredOn }, calendarDate('2024-06-01'))).toBe('DELIVERED');
    expect(packState({ ...pack, period: undefined }, calendarDate('2024-06-01'))).toBe('REGISTERED');
  });
});
