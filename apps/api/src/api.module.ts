import { type DynamicModule, Module } from '@nestjs/common';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { GraphQLModule } from '@nestjs/graphql';

import { AccessModule, type SignInSettings } from '#access';
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
import { HAS_EDITOR } from './sign-in/has-editor.ts';
import { IssuerController } from './sign-in/issuer.controller.ts';
import { SetUpController } from './sign-in/set-up.controller.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { SubscriptionsController } from './subscriptions.controller.ts';
import { UploadsController } from './uploads.controller.ts';

export type ApiOptions = Omit<PlatformOptions, 'role'> & {
  readonly environment: SignInSettings;
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
        AccessModule.forRoot(options.environment),
        MarketModule,
        CatalogueModule,
        InstalledBaseModule,
        ContractsModule,
        RenewalsModule,
        CareModule,
      ],
      controllers: [
        ExportsController,
        ImportsController,
        IssuerController,
        SetUpController,
        SignInController,
        SubscriptionsController,
        UploadsController,
      ],
      providers: [{ provide: HAS_EDITOR, useValue: !production }],
    };
  }
}
