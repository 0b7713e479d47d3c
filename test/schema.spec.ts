import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';

import { accessResolvers } from '#access';
import { platformResolvers } from '#platform';
import { marketResolvers } from '#market';
import { catalogueResolvers } from '#catalogue';
import { installedBaseResolvers } from '#installed-base';
import { contractsResolvers } from '#contracts';
import { renewalsResolvers } from '#renewals';
import { careResolvers } from '#care';

const COMMITTED = join(import.meta.dirname, '..', 'apps', 'api', 'src', 'schema.graphql');

/** The schema that the code makes; needs no database. */
async function schemaOfCode(): Promise<string> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const resolvers = [
    ...platformResolvers,
    ...accessResolvers,
    ...marketResolvers,
    ...catalogueResolvers,
    ...installedBaseResolvers,
    ...contractsResolvers,
    ...renewalsResolvers,
    ...careResolvers,
  ];
  const schema = await app.get(GraphQLSchemaFactory).create(resolvers);
  await app.close();
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

describe('the committed schema', () => {
  it('is the one the code makes; UPDATE_SCHEMA=1 npm test -- test/schema.spec.ts writes it anew', async () => {
    const made = await schemaOfCode();
    if (process.env.UPDATE_SCHEMA) await writeFile(COMMITTED, made);
    expect(await readFile(COMMITTED, 'utf8')).toBe(made);
  });

  // The names that clients rely on: a change of one of them is a breaking change.
  it.each([
    'serviceOfferings(',
    'serviceOffering(',
    'machine(',
    'machines(',
    'regionCheck(',
    'catalogueImport(id: ID!): CatalogueImport',
    'startCatalogueImport(input: StartCatalogueImportInput!): CatalogueImport!',
    'publishCatalogue(input: PublishCatalogueInput!): PublishCatalogueResult!',
    'rollBackCatalogue(input: RollBackCatalogueInput!): RollBackCatalogueResult!',
    'importRegions(input: ImportRegionsInput!): RegionImport!',
    'recordMachine(input: RecordMachineInput!): RecordMachineResult!',
    'announceEndOfSupport(input: AnnounceEndOfSupportInput!): MachineType!',
    'orderServicePack(input: OrderServicePackInput!): OrderServicePackResult!',
    'registerServicePack(input: RegisterServicePackInput!): RegisterServicePackResult!',
    'coverage(',
    'eligibleServices(',
    'renewals(',
  ])('has %s', async (name) => {
    expect(await readFile(COMMITTED, 'utf8')).toContain(name);
  });
});
