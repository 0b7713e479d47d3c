import { describe, expect, it } from '@jest/globals';

import { ReadingHabit } from './reading-habit.ts';

const note = (habit: ReadingHabit, wentAtOnce: boolean, times = 1): boolean => {
  for (let time = 0; time < times; time += 1) habit.note({ wentAtOnce });
  return habit.isAtOnce;
};

describe('the habit of a query', () => {
  it('is to read at once when it did so often enough in a row', () => {
    const habit = new ReadingHabit(3);
    expect(note(habit, true, 2)).toBe(false);
    expect(note(habit, false)).toBe(false);
    expect(note(habit, true, 2)).toBe(false);
    expect(note(habit, true)).toBe(true);
  });

  it('takes long to come back once it has been lost', () => {
    const habit = new ReadingHabit(3);
    note(habit, true, 50);
    expect(note(habit, false)).toBe(false);
    expect(note(habit, false, 5)).toBe(false);
    expect(note(habit, true, 99)).toBe(false);
    expect(note(habit, true)).toBe(true);
  });
});
