import {
  CreateApiKey,
  CreatePerson,
  gate,
  IssueSetUpLink,
  operator,
  type Role,
  type Scope,
  StartSession,
} from '#access';
import { type Clock, Database, StoppedClock } from '#platform';

import { ApiClient } from './api-client.ts';

/** Whom a client asks as: resellers and customers by the names that recorded machines have brought. */
export interface Somebody {
  readonly role: Role;
  readonly reseller?: string;
  readonly customers?: readonly string[];
}

/** A key is valid for a year at most: one that is made then is, on every day before. */
const FAR_OFF = new Date('2150-01-01T00:00:00Z');

/** Makes people and keys, as administrators do, and clients that ask as them. */
export class TestCallers {
  private readonly database: Database;
  private made = 0;

  constructor(
    private readonly url: string,
    loginUrl: string,
    private readonly clock: Clock,
  ) {
    this.database = new Database(loginUrl, { connections: 2 });
  }

  /** A client with a service key. */
  async withKey(somebody: Somebody, scopes?: readonly Scope[]): Promise<ApiClient & { readonly keyId: string }> {
    return this.keyed(somebody, scopes, this.clock);
  }

  /** A client with an administrator's key that is valid on every day a test goes to. */
  async withLastingKey(): Promise<ApiClient & { readonly keyId: string }> {
    return this.keyed({ role: 'ADMINISTRATOR' }, undefined, new StoppedClock(FAR_OFF, 'Asia/Tokyo'));
  }

  /** A client of a person who has signed in. */
  async signedInAs(somebody: Somebody): Promise<ApiClient & { readonly personId: string }> {
    const personId = await this.person(somebody);
    const { token } = await this.database.write(gate, (tx) => {
      tx.begin({ operation: 'signIn', at: this.clock.now() });
      return new StartSession(this.clock).add(tx, personId, 'PASSWORD');
    });
    return Object.assign(new ApiClient(this.url, { cookie: `keizoku=${token}`, origin: this.url }), { personId });
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  private async keyed(
    { role, reseller }: Somebody,
    scopes: readonly Scope[] | undefined,
    clock: Clock,
  ): Promise<ApiClient & { readonly keyId: string }> {
    const resellerId = reseller === undefined ? undefined : await this.idOf('reseller', reseller);
    const input = { name: `${role} of a test`, role, resellerId, scopes: scopes && [...scopes] };
    const { id, key } = await this.database.write(operator, (tx) => new CreateApiKey(clock).run(tx, operator, input));
    return Object.assign(new ApiClient(this.url, { authorization: `Bearer ${key ?? ''}` }), { keyId: id });
  }

  private async person({ role, reseller, customers = [] }: Somebody): Promise<string> {
    this.made += 1;
    const input = {
      signInName: `person${this.made}@example.com`,
      displayName: `Person ${this.made}`,
      role,
      resellerId: reseller === undefined ? undefined : await this.idOf('reseller', reseller),
      customerIds: await Promise.all(customers.map((name) => this.idOf('customer', name))),
    };
    const create = new CreatePerson(this.clock, new IssueSetUpLink(this.clock));
    return (await this.database.write(operator, (tx) => create.run(tx, operator, input))).id;
  }

  private async idOf(table: 'reseller' | 'customer', name: string): Promise<string> {
    const found = await this.database.read(operator, (tx) =>
      tx.row<{ id: string }>(`SELECT id FROM ${table} WHERE name = $1`, [name]),
    );
    if (found === undefined) throw new Error(`no machine has brought the ${table} "${name}" yet`);
    return found.id;
  }
}
