import { Injectable } from '@nestjs/common';

import { selectList, type Transaction } from '#platform';

import { Region, RegionMachineType } from '../region.entity.ts';
import { LoadedRegionList } from './region-list.ts';

const REGIONS = `SELECT ${selectList(Region, 'r')} FROM region r WHERE r.list_number = $1`;
const MACHINE_TYPES = `SELECT ${selectList(RegionMachineType, 't')} FROM region_machine_type t WHERE t.list_number = $1`;

/** The region lists. A list never changes once imported, so the latest one read stays in memory. */
@Injectable()
export class RegionLists {
  private loaded: LoadedRegionList | undefined;

  /** The latest list; an empty one, number 0, before any was imported. */
  async latest(tx: Transaction): Promise<LoadedRegionList> {
    const row = await tx.row<{ number: number | null }>('SELECT max(number) AS number FROM region_list');
    const number = row?.number ?? 0;
    if (this.loaded?.number !== number) {
      this.loaded = new LoadedRegionList(
        number,
        await tx.rows<Region>(REGIONS, [number]),
        await tx.rows<RegionMachineType>(MACHINE_TYPES, [number]),
      );
    }
    return this.loaded;
  }
}
