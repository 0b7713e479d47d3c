import { setImmediate as turn } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';

import { type Operation, selectList, type Transaction } from '#platform';

import type { OfferingKey } from './service-offerings.queries.ts';
import { WholesalePrice } from './wholesale-price.entity.ts';

/** Offerings whose prices an operation asks for in the same turn. */
interface Asked {
  readonly keys: OfferingKey[];
  readonly prices: Promise<ReadonlyMap<string, WholesalePrice>>;
}

/** Wholesale prices, apart from the offerings: read only when they are asked for, in the role of whoever asks. */
@Injectable()
export class WholesalePrices {
  private readonly asked = new WeakMap<Operation, Asked>();

  /** Of one offering. All that an operation asks for in one turn is one statement, however deep the offerings lie. */
  async of(operation: Operation, key: OfferingKey): Promise<WholesalePrice | undefined> {
    const asked = this.asked.get(operation) ?? this.ask(operation);
    asked.keys.push(key);
    return (await asked.prices).get(keyText(key));
  }

  /** Of those offerings that have one, by `keyText`. */
  async byKeys(tx: Transaction, keys: readonly OfferingKey[]): Promise<ReadonlyMap<string, WholesalePrice>> {
    const rows = await tx.rows<WholesalePrice>(
      `SELECT ${selectList(WholesalePrice, 'w')}
       FROM unnest($1::uuid[], $2::text[]) AS k (version_id, part_number) JOIN wholesale_price w USING (version_id, part_number)`,
      [keys.map(({ versionId }) => versionId), keys.map(({ partNumber }) => partNumber)],
    );
    return new Map(rows.map((price) => [keyText(price), price]));
  }

  private ask(operation: Operation): Asked {
    const keys: OfferingKey[] = [];
    const read = async (): Promise<ReadonlyMap<string, WholesalePrice>> => {
      await turn();
      this.asked.delete(operation);
      return this.byKeys(await operation.reading(), keys);
    };
    const asked = { keys, prices: read() };
    this.asked.set(operation, asked);
    return asked;
  }
}

/** An offering's key as one text. */
export function keyText({ versionId, partNumber }: OfferingKey): string {
  return `${versionId} ${partNumber}`;
}
