import { Injectable } from '@nestjs/common';

import { selectList, type Transaction } from '#platform';

import { Region, RegionMachineType } from '../region.entity.ts';
import { LoadedRegionList } from './region-list.ts';

const REGIONS = `SELECT ${selectList(Region, 'r')} FROM region r WHERE r.list_number = $1`;
const MACHINE_TYPES = `SELECT ${selectList(RegionMachineType, 't')} FROM region_machine_type t WHERE t.list_number = $1`;

/** A sub-select for the number of the latest list; null before any was imported. */
export const LATEST_REGION_LIST = '(SELECT max(l.number) FROM region_list l)';

/** The region lists. A list never changes once imported, so the latest one read stays in memory. */
@Injectable()
export class RegionLists {
  private loaded: LoadedRegionList | undefined;

  /** The latest list; an empty one, number 0, before any was imported. */
  async latest(tx: Transaction): Promise<LoadedRegionList> {
    const row = await tx.row<{ number: number | null }>(`SELECT ${LATEST_REGION_LIST} AS number`);
    return this.numbered(tx, row?.number);
  }

  /** The list of a number; an empty one where there is none. */
  async numbered(tx: Transaction, named: number | null | undefined): Promise<LoadedRegionList> {
    const number = named ?? 0;
    let list = this.loaded;
    if (list?.number !== number) {
      list = new LoadedRegionList(
        number,
        await tx.rows<Region>(REGIONS, [number]),
        await tx.rows<RegionMachineType>(MACHINE_TYPES, [number]),
      );
      this.loaded = list;
    }
    return list;
  }
}
