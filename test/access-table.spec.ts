import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';
import { RequestMethod } from '@nestjs/common';
import { buildSchema, type GraphQLObjectType, isObjectType } from 'graphql';

import { ACCESS_TABLE, accessPage, admits, DATABASE_ROLE_OF, ROLES, rowOfField, rowOfRoute } from '#access';

import { ApiModule } from '../apps/api/src/api.module.ts';

const ROOT = join(import.meta.dirname, '..');
const PAGE = join(ROOT, 'docs', 'access.md');
const schema = buildSchema(readFileSync(join(ROOT, 'apps', 'api', 'src', 'schema.graphql'), 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);
const fields = types.flatMap((type) => Object.keys(type.getFields()).map((field) => ({ type: type.name, field })));
const coordinates = new Set(fields.map(({ type, field }) => `${type}.${field}`));

/** Fields of a schema that nobody has said anything of. */
function unsaid(of: readonly { type: string; field: string }[]): string[] {
  return of.filter(({ type, field }) => !rowOfField(type, field)).map(({ type, field }) => `${type}.${field}`);
}

/** The routes of the controllers, as the server knows them. */
function routesOfControllers(): string[] {
  const module = ApiModule.forRoot({ environment: { marketZone: 'UTC' }, databaseUrl: '', production: true });
  return (module.controllers ?? []).flatMap((controller) => {
    const at = Reflect.getMetadata('path', controller) as string;
    const prototype = controller.prototype as Readonly<Record<string, object>>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const path = Reflect.getMetadata('path', prototype[name] ?? {}) as string | undefined;
      const method = Reflect.getMetadata('method', prototype[name] ?? {}) as RequestMethod | undefined;
      if (path === undefined || method === undefined) return [];
      return [`${RequestMethod[method]} /${[at, path].filter((part) => part !== '/').join('/')}`];
    });
  });
}

describe('the access table', () => {
  it('has a row for every field of every type of the schema', () => {
    expect(fields.length).toBeGreaterThan(300);
    expect(unsaid(fields)).toEqual([]);
  });

  it.each([
    { type: 'Query', field: 'everything' },
    { type: 'Mutation', field: 'forgetEverything' },
    { type: 'Secret', field: 'text' },
    { type: 'SecretConnection', field: 'nodes' },
  ])('says nothing of $type.$field, and so does not admit it', (planted) => {
    expect(unsaid([planted])).toEqual([`${planted.type}.${planted.field}`]);
    expect(admits(rowOfField(planted.type, planted.field), { role: 'ADMINISTRATOR' })).toBe(false);
  });

  it('names nothing that does not exist', () => {
    const { operations, fields: ofFields, types: ofTypes, routes } = ACCESS_TABLE;
    const known = new Set(types.map(({ name }) => name));
    expect([...Object.keys(operations), ...Object.keys(ofFields)].filter((name) => !coordinates.has(name))).toEqual([]);
    expect(Object.keys(ofTypes).filter((name) => !known.has(name))).toEqual([]);
    expect(Object.keys(routes).toSorted()).toEqual(routesOfControllers().toSorted());
  });

  it('has a row for every route of the controllers', () => {
    expect(routesOfControllers().filter((route) => !rowOfRoute(route))).toEqual([]);
  });

  it('admits a service key by its role and by one of its scopes', () => {
    const machines = rowOfField('Query', 'machines');
    expect(admits(machines, { role: 'RESELLER', scopes: ['INSTALLED_BASE_READ'] })).toBe(true);
    expect(admits(machines, { role: 'RESELLER', scopes: ['CATALOGUE_READ'] })).toBe(false);
    expect(admits(machines, { role: 'RESELLER', scopes: [] })).toBe(false);
    expect(
      admits(rowOfField('Mutation', 'recordMachine'), { role: 'RESELLER', scopes: ['INSTALLED_BASE_WRITE'] }),
    ).toBe(false);
  });

  it('says of every change which tables it is kept in', () => {
    const { operations, routes, changes } = ACCESS_TABLE;
    const asks = (name: string): boolean => /^(Mutation\.|POST (?!\/graphql))/.test(name);
    const changing = [...Object.keys(operations), ...Object.keys(routes)].filter(asks);
    expect(Object.keys(changes).toSorted()).toEqual(changing.toSorted());
  });

  it.each(ROLES)('grants %s what its changes need, and no further change', (role) => {
    const { operations, routes, changes, tables } = ACCESS_TABLE;
    const may = Object.entries({ ...operations, ...routes }).filter(([, row]) => admits(row, { role }));
    const needed = new Set(may.flatMap(([name]) => changes[name] ?? []));
    const granted = Object.entries(tables).filter(([, { commands }]) =>
      /insert|update|delete/.test(commands[DATABASE_ROLE_OF[role]]),
    );
    expect(granted.map(([name]) => name).toSorted()).toEqual([...needed].toSorted());
  });

  it('is the page in docs; UPDATE_ACCESS_PAGE=1 npm test -- test/access-table writes it anew', () => {
    if (process.env.UPDATE_ACCESS_PAGE === '1') writeFileSync(PAGE, accessPage());
    expect(readFileSync(PAGE, 'utf8')).toBe(accessPage());
  });
});
