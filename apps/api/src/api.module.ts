import { type DynamicModule, Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';

import { Database, PlatformModule, type PlatformOptions } from '#platform';
import { MarketModule } from '#market';
import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule } from '#installed-base';
import { ContractsModule } from '#contracts';
import { RenewalsModule } from '#renewals';
import { CareModule } from '#care';

import { graphqlOptions } from './graphql.options.ts';
import { ExportsController } from './exports.controller.ts';
import { ImportsController } from './imports.controller.ts';
import { SubscriptionsController } from './subscriptions.controller.ts';
import { UploadsController } from './uploads.controller.ts';

export type ApiOptions = Omit<PlatformOptions, 'role'> & {
  readonly production: boolean;
};

/** The API: composes the libraries, holds no logic. */
@Module({})
export class ApiModule {
  static forRoot({ production, ...options }: ApiOptions): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot({ ...options, role: 'keizoku_administrator' }),
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          inject: [Database],
          useFactory: (database: Database) => graphqlOptions(database, production),
        }),
        MarketModule,
        CatalogueModule,
        InstalledBaseModule,
        ContractsModule,
        RenewalsModule,
        CareModule,
      ],
      controllers: [ExportsController, ImportsController, SubscriptionsController, UploadsController],
    };
  }
}
