import { type DynamicModule, Module } from '@nestjs/common';

import { PlatformModule, type PlatformOptions } from '#platform';
import { type MarketDefaults, MarketModule } from '#market';
import { CatalogueModule } from '#catalogue';
import { ContractsModule } from '#contracts';

export type SeedOptions = Omit<PlatformOptions, 'role'> & { readonly environment: MarketDefaults };

/** What loading the sample data needs. */
@Module({})
export class SeedModule {
  static forRoot(options: SeedOptions): DynamicModule {
    return {
      module: SeedModule,
      imports: [
        PlatformModule.forRoot({ ...options, role: 'keizoku_staff' }),
        MarketModule.forRoot(options.environment),
        CatalogueModule,
        ContractsModule,
      ],
    };
  }
}
