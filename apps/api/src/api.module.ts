import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';

import { AccessModule, type SignInSettings } from '#access';
import { Database, type Environment, PlatformModule, type PlatformOptions, readEnvironment } from '#platform';
import { MarketModule } from '#market';
import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule } from '#installed-base';
import { ContractsModule } from '#contracts';
import { RenewalsModule } from '#renewals';
import { CareModule } from '#care';

import { CompiledQueries } from './compiled-queries.ts';
import { CompilingDriver, type CompilingDriverConfig } from './compiling-driver.ts';
import { graphqlOptions } from './graphql.options.ts';
import { ExportsController } from './exports.controller.ts';
import { ImportsController } from './imports.controller.ts';
import { DocumentCheck } from './limits/document-check.ts';
import { Rates } from './limits/rates.ts';
import { RequestTime } from './limits/request-time.ts';
import { ShareRates } from './limits/share-rates.ts';
import { HAS_EDITOR } from './sign-in/has-editor.ts';
import { IssuerController } from './sign-in/issuer.controller.ts';
import { SetUpController } from './sign-in/set-up.controller.ts';
import { SignInController } from './sign-in/sign-in.controller.ts';
import { SubscriptionsController } from './subscriptions.controller.ts';
import { UploadsController } from './uploads.controller.ts';

export type ApiOptions = Omit<PlatformOptions, 'role'> & {
  readonly environment: SignInSettings & Partial<Pick<Environment, 'compileQueriesAfter'>>;
  readonly production: boolean;
  /** Not set: as it is shipped. */
  readonly limits?: Pick<Environment, 'costPerMinute' | 'trustedProxies'>;
  /** How long a request may take, where tests cannot wait so long. */
  readonly mostMs?: number;
};

export const AS_SHIPPED = readEnvironment({});

/** The API: composes the libraries, holds no logic. */
@Module({})
export class ApiModule {
  static forRoot({ production, limits = AS_SHIPPED, mostMs, ...options }: ApiOptions): DynamicModule {
    const rates = new Rates(limits.costPerMinute);
    const time = new RequestTime(mostMs);
    const queries = new CompiledQueries(options.environment.compileQueriesAfter ?? AS_SHIPPED.compileQueriesAfter);
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot({ ...options, role: 'keizoku_administrator' }),
        GraphQLModule.forRootAsync<CompilingDriverConfig>({
          driver: CompilingDriver,
          inject: [Database],
          useFactory: (database: Database) => graphqlOptions(database, rates, time, production, queries),
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
      providers: [
        { provide: CompiledQueries, useValue: queries },
        { provide: DocumentCheck, useValue: new DocumentCheck(production) },
        { provide: HAS_EDITOR, useValue: !production },
        { provide: Rates, useValue: rates },
        ShareRates,
        { provide: RequestTime, useValue: time },
      ],
    };
  }
}
