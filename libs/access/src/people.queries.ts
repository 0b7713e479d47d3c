import { Injectable } from '@nestjs/common';

import {
  type Connection,
  connectionFrom,
  keyKinds,
  keyset,
  type PageArgs,
  pageOf,
  type Selection,
  type Transaction,
} from '#platform';

import type { Role } from './callers.ts';
import { Person } from './person.entity.ts';

// Not `selectList`: only the gate may read a password's hash.
const PERSON = `SELECT p.id, p.sign_in_name AS "signInName", p.display_name AS "displayName", p.role,
    p.reseller_id AS "resellerId", p.disabled_at AS "disabledAt", p.demo, p.issuer, p.subject, p.recorded_at AS "recordedAt"
  FROM person p`;
const ORDER = ['p.display_name', 'p.id'];

/** Reads people. Who sees whom, the database says. */
@Injectable()
export class People {
  async byId(tx: Transaction, id: string, selection: Selection): Promise<Person | undefined> {
    const people = await tx.rows<Person>(`${PERSON} WHERE p.id = $1`, [id]);
    return (await this.completed(tx, people, selection))[0];
  }

  /** A page of people in order of their names. */
  async page(
    tx: Transaction,
    role: Role | undefined,
    args: PageArgs,
    selection: Selection,
  ): Promise<Connection<Person>> {
    const page = pageOf(args, [keyKinds.text, keyKinds.id]);
    const inRole = '($1::caller_role IS NULL OR p.role = $1)';
    const { where, order, values } = keyset(ORDER, page, 2);
    const people = await tx.rows<Person>(`${PERSON} WHERE ${inRole} AND ${where} ${order}`, [role, ...values]);
    const counted = selection.has('totalCount')
      ? await tx.row<{ count: number }>(`SELECT count(*) AS count FROM person p WHERE ${inRole}`, [role])
      : undefined;
    return connectionFrom(
      await this.completed(tx, people, selection),
      page,
      ({ displayName, id }) => [displayName, id],
      (person) => person,
      counted?.count,
    );
  }

  /** With the customers they look after, where those are asked for. */
  private async completed(tx: Transaction, people: Person[], selection: Selection): Promise<Person[]> {
    if (people.length === 0 || !selection.anywhere('customerIds').isAsked) return people;
    const assigned = await tx.rows<{ personId: string; customerId: string }>(
      `SELECT person_id AS "personId", customer_id AS "customerId" FROM customer_manager WHERE person_id = ANY($1)
       ORDER BY customer_id`,
      [people.map(({ id }) => id)],
    );
    const byPerson = Map.groupBy(assigned, ({ personId }) => personId);
    for (const person of people)
      person.customerIds = (byPerson.get(person.id) ?? []).map(({ customerId }) => customerId);
    return people;
  }
}
