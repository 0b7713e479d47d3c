import { type CalendarDate, calendarDate } from '#policy';

/** The only place that knows the time: the instant for "when was this recorded", the market's calendar day for "today". */
export abstract class Clock {
  abstract now(): Date;
  abstract today(): CalendarDate;
}

/** The machine's clock, with days counted in the market's time zone. */
export class SystemClock extends Clock {
  constructor(private readonly zone: string) {
    super();
  }

  now(): Date {
    return new Date();
  }

  today(): CalendarDate {
    return dayIn(this.zone, this.now());
  }
}

/** A clock that stands still until it is told otherwise. */
export class StoppedClock extends Clock {
  constructor(
    private instant: Date,
    private readonly zone: string,
  ) {
    super();
  }

  now(): Date {
    return this.instant;
  }

  today(): CalendarDate {
    return dayIn(this.zone, this.instant);
  }

  moveTo(instant: Date): void {
    this.instant = instant;
  }
}

function dayIn(zone: string, instant: Date): CalendarDate {
  return calendarDate(
    Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString(),
  );
}
