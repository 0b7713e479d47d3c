import { type Caller, Database } from '#platform';

/** A database whose callers the application does not confine: what is walled off by it, the database walls off alone. */
export class DatabaseWithoutOwnRows extends Database {
  protected override ownRowsOf({ name }: Caller): ReturnType<Database['ownRowsOf']> {
    return super.ownRowsOf({ name, databaseRole: 'keizoku_administrator' });
  }
}
