import {
  Args,
  Context,
  Field,
  GraphQLISODateTime,
  ID,
  Info,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { Locale, offeringName, type ProductNumber } from '#policy';
import {
  Clock,
  connectionOf,
  costsNothing,
  FieldArgument,
  LocalDate,
  MoneyModel,
  moneyModel,
  notFound,
  type OperationContext,
  readInstant,
  Selection,
} from '#platform';

import { MachineTypes } from './machine-types.queries.ts';
import { offeringFacts } from './offering-facts.ts';
import { ServiceOfferingsArgs } from './service-offering.inputs.ts';
import { Applicability, ServiceOffering } from './service-offering.entity.ts';
import { ServiceOfferings } from './service-offerings.queries.ts';
import { readPartNumber } from './read-machine-key.ts';
import { readProductNumber } from './read-product-number.ts';
import { WholesalePrices } from './wholesale-prices.queries.ts';

@ObjectType({ description: 'What a product number was read as, and whether the catalogue knows its machine type.' })
export class ProductNumberLookup {
  @Field(() => String)
  productNumber!: string;

  @Field(() => String)
  machineType!: string;

  @Field(() => String, { nullable: true })
  model?: string;

  @Field(() => Boolean)
  machineTypeKnown!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'A known machine type one character off, where this one is not known.',
  })
  suggestion?: string;

  @Field(() => String)
  message!: string;
}

@ObjectType()
export class ServiceOfferingConnection extends connectionOf(ServiceOffering) {
  @Field(() => ProductNumberLookup, {
    complexity: costsNothing,
    nullable: true,
    description: 'What was looked for; none when no product number was given.',
  })
  lookedFor?: ProductNumberLookup;
}

@Resolver(() => ServiceOffering)
export class ServiceOfferingResolver {
  constructor(
    private readonly offerings: ServiceOfferings,
    private readonly types: MachineTypes,
    private readonly wholesale: WholesalePrices,
    private readonly clock: Clock,
  ) {}

  @Query(() => ServiceOfferingConnection, { description: 'The catalogue, by product number or by filter.' })
  async serviceOfferings(
    @Args() { productNumber, where, on, knownAt, ...pageArgs }: ServiceOfferingsArgs,
    @Context() { operation }: OperationContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ServiceOfferingConnection> {
    const tx = await operation.reading();
    const selection = Selection.of(info);
    const number =
      productNumber == null ? undefined : await readProductNumber(tx, this.types, 'productNumber', productNumber);
    const search = {
      productNumber: number,
      where: where ?? undefined,
      on: on ?? this.clock.today(),
      knownAt: readInstant('knownAt', knownAt),
    };
    const connection = await this.offerings.page(tx, search, pageArgs, selection);
    const lookedFor =
      number && selection.has('lookedFor') ? await this.lookup(operation, number, connection.nodes.length) : undefined;
    return { ...connection, lookedFor };
  }

  @Query(() => ServiceOffering, { nullable: true, description: 'One offering, as the catalogue of the day has it.' })
  async serviceOffering(
    @Args('partNumber', { type: () => ID }) partNumber: string,
    @Args('on', { type: () => LocalDate, nullable: true }) on: string | undefined,
    @Args('knownAt', { type: () => GraphQLISODateTime, nullable: true }) knownAt: Date | undefined,
    @Context() { operation }: OperationContext,
  ): Promise<ServiceOffering> {
    const wanted = readPartNumber(partNumber);
    const tx = await operation.reading();
    const found = await this.offerings.byPartNumber(
      tx,
      wanted,
      on ?? this.clock.today(),
      readInstant('knownAt', knownAt),
    );
    if (found === undefined)
      throw notFound(`The catalogue has no service offering "${wanted}" on that day.`, { partNumber: wanted });
    return found;
  }

  @ResolveField(() => String, {
    description: 'The name as the list has it in Japanese; composed from the terms of the offering in other languages.',
  })
  @FieldArgument('locale', () => Locale)
  name(offering: ServiceOffering, { locale }: { locale?: Locale | null }, { operation }: OperationContext): string {
    const language = locale ?? operation.locale;
    return language === 'JA' ? offering.listName : offeringName(offeringFacts(offering), undefined, language);
  }

  @ResolveField(() => MoneyModel, { nullable: true, description: 'Without tax; none when it must be asked for.' })
  listPrice({ listPriceMinor, currency }: ServiceOffering): MoneyModel | undefined {
    return listPriceMinor == null ? undefined : moneyModel({ amountMinor: listPriceMinor, currency });
  }

  @ResolveField(() => MoneyModel, { nullable: true, description: 'With tax, as the list has it; never computed.' })
  listPriceWithTax({ listPriceWithTaxMinor, currency }: ServiceOffering): MoneyModel | undefined {
    return listPriceWithTaxMinor == null ? undefined : moneyModel({ amountMinor: listPriceWithTaxMinor, currency });
  }

  @ResolveField(() => MoneyModel, {
    nullable: true,
    description: 'What a reseller pays, without tax; none when the list does not say it. For those who may see it.',
  })
  async wholesalePrice(
    @Parent() offering: ServiceOffering,
    @Context() { operation }: OperationContext,
  ): Promise<MoneyModel | undefined> {
    const price = await this.wholesale.of(operation, offering);
    return price?.amountMinor == null ? undefined : moneyModel({ ...price, amountMinor: price.amountMinor });
  }

  @ResolveField(() => MoneyModel, {
    nullable: true,
    description: 'What a reseller pays, with tax, as the list has it; never computed. For those who may see it.',
  })
  async wholesalePriceWithTax(
    @Parent() offering: ServiceOffering,
    @Context() { operation }: OperationContext,
  ): Promise<MoneyModel | undefined> {
    const price = await this.wholesale.of(operation, offering);
    const amountMinor = price?.amountWithTaxMinor;
    return price && amountMinor != null ? moneyModel({ ...price, amountMinor }) : undefined;
  }

  private async lookup(
    operation: OperationContext['operation'],
    number: ProductNumber,
    found: number,
  ): Promise<ProductNumberLookup> {
    const tx = await operation.reading();
    const { machineType, model, productNumber } = number;
    const machineTypeKnown = found > 0 || (await this.types.byCode(tx, machineType)) !== undefined;
    const suggestion = machineTypeKnown ? undefined : await this.types.nearestTo(tx, machineType);
    return {
      productNumber,
      machineType,
      model,
      machineTypeKnown,
      suggestion,
      message: lookupMessage(number, machineTypeKnown, found, suggestion),
    };
  }
}

function lookupMessage(
  { productNumber, machineType, model }: ProductNumber,
  known: boolean,
  found: number,
  suggestion?: string,
): string {
  const asked =
    model === undefined
      ? `machine type ${machineType}`
      : `product number ${productNumber} and machine type ${machineType}`;
  if (found > 0) return `Looked for ${asked}.`;
  if (known) return `Looked for ${asked}: the machine type is known, but no offering fits what was asked.`;
  return `Looked for ${asked}: the catalogue does not know machine type ${machineType}.${suggestion ? ` Did you mean ${suggestion}?` : ''}`;
}

@Resolver(() => Applicability)
export class ApplicabilityResolver {
  @ResolveField(() => String, { nullable: true })
  model({ model }: Applicability): string | undefined {
    return model === '' ? undefined : model;
  }
}
