import { Injectable } from '@nestjs/common';

import { type CalendarDate, type Period, termFrom } from '#policy';
import { badUserInput, type Caller, Clock, conflict, once, Selection, type Transaction } from '#platform';
import { MachineTypes, readMachineType, readProductNumber, readSerial, RegionLists, type Site } from '#catalogue';

import { machineId } from './machine-id.ts';
import type { RecordMachineInput } from './machine.inputs.ts';
import { MachineRecords } from './machine-records.ts';
import { Machines } from './machines.queries.ts';

/** Records one machine with its base warranty. */
@Injectable()
export class RecordMachine {
  constructor(
    private readonly records: MachineRecords,
    private readonly machines: Machines,
    private readonly types: MachineTypes,
    private readonly regions: RegionLists,
    private readonly clock: Clock,
  ) {}

  /** Answers the machine's id. Throws `CONFLICT`, saying where it stands, when the machine was recorded before. */
  async run(tx: Transaction, caller: Caller, input: RecordMachineInput): Promise<string> {
    return once(tx, { caller, operation: 'recordMachine', input, at: this.clock.now() }, () => this.record(tx, input));
  }

  private async record(tx: Transaction, input: RecordMachineInput): Promise<string> {
    const { machineType, model } = await this.productNumber(tx, input);
    const serial = readSerial('input.serial', input.serial);
    const id = machineId(machineType, serial);
    const record = {
      machineType,
      model,
      serial,
      shippedOn: input.shippedOn ?? undefined,
      country: input.country ?? 'JP',
      used: input.used ?? false,
      customer: nameOf(input.customer),
      reseller: nameOf(input.reseller),
      site: await this.site(tx, input.site ?? undefined),
      warranty: { period: warrantyPeriod(input), serviceLevel: input.warrantyServiceLevel ?? 'NBD_9X5' },
    };
    const added = await this.records.add(tx, [record], { announces: 'MachineRecorded' });
    if (!added.has(id)) throw await this.alreadyRecorded(tx, id);
    return id;
  }

  private async productNumber(
    tx: Transaction,
    input: RecordMachineInput,
  ): Promise<{ machineType: string; model: string }> {
    const { productNumber, machineType, model } = input;
    if (productNumber && (machineType || model)) {
      throw badUserInput('input.productNumber', 'Give the product number, or the machine type and model, not both.');
    }
    const path = productNumber ? 'input.productNumber' : 'input.machineType';
    const text = productNumber ?? (machineType ? readMachineType(path, machineType) + (model ?? '') : '');
    const read = await readProductNumber(tx, this.types, path, text);
    if ((await this.types.byCode(tx, read.machineType)) === undefined) {
      const suggestion = await this.types.nearestTo(tx, read.machineType);
      throw badUserInput(
        path,
        `The catalogue does not know machine type ${read.machineType}.${suggestion ? ` Did you mean ${suggestion}?` : ' Publish the list that holds it first.'}`,
        {
          reason: 'MACHINE_TYPE_UNKNOWN',
          suggestion,
        },
      );
    }
    return { machineType: read.machineType, model: read.model ?? '' };
  }

  /** The place as the region list names it, where it can be found; as it was given where it cannot. */
  private async site(tx: Transaction, site: Site | undefined): Promise<Site | undefined> {
    if (site === undefined) return undefined;
    const found = (await this.regions.latest(tx)).find(site, 'input.site');
    if (found.state !== 'FOUND') return site;
    const { municipalityCode, prefecture, municipality } = found;
    return { postalCode: site.postalCode, municipalityCode, prefecture, municipality };
  }

  private async alreadyRecorded(tx: Transaction, id: string): Promise<Error> {
    const machine = await this.machines.byId(tx, id, Selection.nothing);
    const { productNumber, machineTypeCode, serial, site } = machine;
    const place = [site?.prefecture, site?.municipality].filter(Boolean).join('') || site?.municipalityCode;
    const where = place ? `it stands in ${place}` : 'no site is known of it';
    return conflict(
      `Machine ${productNumber} with serial ${serial} was recorded before; ${where}. Nothing was changed.`,
      { reason: 'MACHINE_RECORDED', machineType: machineTypeCode, serial, site },
    );
  }
}

function warrantyPeriod({ warrantyStartsOn, warrantyMonths, warrantyEndsOn }: RecordMachineInput): Period {
  const startsOn = warrantyStartsOn as CalendarDate;
  if ((warrantyMonths == null) === (warrantyEndsOn == null)) {
    throw badUserInput(
      'input.warrantyMonths',
      'Give the length of the base warranty in months (warrantyMonths) or its last day (warrantyEndsOn), one of the two.',
    );
  }
  if (warrantyMonths != null) return termFrom(startsOn, warrantyMonths);
  const endsOn = warrantyEndsOn as CalendarDate;
  if (endsOn >= startsOn) return { startsOn, endsOn };
  throw badUserInput(
    'input.warrantyEndsOn',
    `The base warranty would end on ${endsOn}, before it starts on ${startsOn}.`,
  );
}

function nameOf(text: string | null | undefined): string | undefined {
  return text?.trim() || undefined;
}
