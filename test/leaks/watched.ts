import { type Caller, Database } from '#platform';

/** A database that remembers which statements were run. */
export class WatchedDatabase extends Database {
  static statements: string[] = [];

  protected override ownRowsOf(caller: Caller): ReturnType<Database['ownRowsOf']> {
    const whole = super.ownRowsOf(caller);
    const narrow: (typeof whole)['narrow'] = (text, values) => {
      WatchedDatabase.statements.push(text);
      return whole.narrow(text, values);
    };
    return { narrow } as typeof whole;
  }
}
