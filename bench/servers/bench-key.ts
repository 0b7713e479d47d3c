import { CreateApiKey, operator, type Role } from '#access';
import { Database, SystemClock } from '#platform';

/** A service key of a role, as what is sent to show it. */
export async function benchKey(
  loginUrl: string,
  { role, resellerId }: { role: Role; resellerId?: string },
): Promise<string> {
  const database = new Database(loginUrl, { connections: 1 });
  try {
    const create = new CreateApiKey(new SystemClock('Asia/Tokyo'));
    const input = { name: `${role} of the bench`, role, resellerId };
    const { key } = await database.write(operator, (tx) => create.run(tx, operator, input));
    return `Bearer ${key ?? ''}`;
  } finally {
    await database.close();
  }
}
