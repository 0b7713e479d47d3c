import { Injectable } from '@nestjs/common';

import { notFound, selectList, type Transaction } from '#platform';

import { RegionList } from '../region.entity.ts';

const LIST = `SELECT ${selectList(RegionList, 'l')},
    (SELECT count(*)::int FROM region r WHERE r.list_number = l.number) AS "municipalityCount",
    (SELECT count(*)::int FROM region_machine_type t WHERE t.list_number = l.number) AS "machineTypeCount"
  FROM region_list l WHERE l.number = $1`;

/** Region lists as they were imported. */
@Injectable()
export class RegionImports {
  async byNumber(tx: Transaction, number: number): Promise<RegionList> {
    const list = await tx.row<RegionList>(LIST, [number]);
    if (list === undefined) throw notFound(`There is no region list ${number}.`, { number });
    return list;
  }
}
