import type { QueryResult } from 'pg';

import type { Act, Change } from '../audit/change.ts';
import { RecordOfChanges } from '../audit/record-of-changes.ts';
import { asUnavailable } from './database-problem.ts';
import { KnownQuery } from './known-query.ts';
import { type EntityClass, tableOf } from './entity-columns.ts';
import type { OwnRows } from './own-rows.ts';
import { storableJson } from './storable-json.ts';
import { statementName } from './statement-names.ts';

/** The one way to talk to the database: statements inside a transaction that carries the caller's role and tenant. */
export class Transaction {
  private last: Promise<unknown> = Promise.resolve();
  private underWay = 0;
  private isAnswered = false;
  private wasAskedLater = false;
  private hasFailed = false;
  /** What it changed, kept in the audit trail with it. */
  readonly changes = new RecordOfChanges();

  /** `begun` is what a pipelined connection has been told to begin with and may not have answered yet. */
  constructor(
    private readonly connection: { query(query: KnownQuery): void },
    private readonly ownRows: OwnRows,
    private readonly begun?: Promise<unknown>,
  ) {}

  /** Whether every statement has been answered. */
  get isAtRest(): boolean {
    return this.underWay === 0;
  }

  /** Whether every statement was asked before any was answered, and none has failed. */
  get wentAtOnce(): boolean {
    return !this.wasAskedLater && !this.hasFailed;
  }

  /** Says what is being done, before anything is recorded. `once` says it for a repeatable request. */
  begin(act: Act): void {
    this.changes.begin(act);
  }

  /** Records what was changed. A transaction that changes something and records nothing is not committed. */
  record(...changes: readonly Change[]): void {
    for (const change of changes) this.changes.add(change);
  }

  /**
   * Runs a prepared statement and answers its rows. Statements of one transaction run one after the other; a pipelined
   * connection is sent the next one before the last one is answered. Where one reads or locks what is somebody's it says
   * `own(alias)` in its condition, and finds the caller's rows only.
   */
  async rows<T>(statement: string, parameters: readonly unknown[] = []): Promise<T[]> {
    const { text, values } = this.ownRows.narrow(statement, parameters);
    if (this.begun) return this.run(text, values);
    const run = this.last.then(() => this.run<T>(text, values));
    this.last = run.catch(() => undefined);
    return run;
  }

  /** As `rows`, for the one row there is at most. */
  async row<T>(text: string, values: readonly unknown[] = []): Promise<T | undefined> {
    const [first] = await this.rows<T>(text, values);
    return first;
  }

  private async run<T>(text: string, values: readonly unknown[]): Promise<T[]> {
    this.underWay += 1;
    this.wasAskedLater ||= this.isAnswered;
    try {
      const { rows, rowCount } = await this.ask(text, values as unknown[]);
      this.isAnswered = true;
      this.changes.watch(text, rowCount ?? 0);
      return rows as T[];
    } catch (cause) {
      this.hasFailed = true;
      // Where the beginning failed, that is the reason.
      await this.begun?.catch((reason: unknown) => {
        throw asUnavailable(reason);
      });
      throw asUnavailable(cause);
    } finally {
      this.underWay -= 1;
    }
  }

  /** A query object by itself: of a description of one, pg makes a copy property by property. */
  private ask(text: string, values: unknown[]): Promise<QueryResult> {
    return new Promise((resolve, reject) => {
      this.connection.query(
        new KnownQuery(text, values, statementName(text), (cause, result) => (cause ? reject(cause) : resolve(result))),
      );
    });
  }

  /**
   * Inserts any number of rows in one statement; columns that no record names take their default. Answers how many rows
   * are new: with `keepExisting`, rows whose key stands already are left as they are.
   */
  async insert<T extends object>(
    entity: EntityClass<T>,
    records: readonly Partial<T>[],
    { keepExisting = false }: { keepExisting?: boolean } = {},
  ): Promise<number> {
    if (records.length === 0) return 0;
    const { name, columns } = tableOf(entity);
    const used = [...columns].filter(([property]) =>
      records.some((record) => record[property as keyof T] !== undefined),
    );
    const list = used.map(([, column]) => `"${column}"`).join(', ');
    const json = records.map((record) =>
      Object.fromEntries(used.map(([property, column]) => [column, record[property as keyof T] ?? null])),
    );
    const inserted = await this.rows(
      `INSERT INTO "${name}" (${list}) SELECT ${list} FROM json_populate_recordset(NULL::"${name}", $1::json)
       ${keepExisting ? 'ON CONFLICT DO NOTHING' : ''} RETURNING 1`,
      [storableJson(json)],
    );
    return inserted.length;
  }
}
