import { type DynamicModule, Module } from '@nestjs/common';

import { AccessModule } from '#access';
import { PlatformModule, type PlatformOptions } from '#platform';
import { MarketModule } from '#market';
import { CatalogueModule } from '#catalogue';
import { ContractsModule } from '#contracts';

export type SeedOptions = Omit<PlatformOptions, 'role'>;

/** What loading the sample data needs. */
@Module({})
export class SeedModule {
  static forRoot(options: SeedOptions): DynamicModule {
    return {
      module: SeedModule,
      imports: [
        PlatformModule.forRoot({ ...options, role: 'keizoku_administrator' }),
        AccessModule.forRoot({}),
        MarketModule,
        CatalogueModule,
        ContractsModule,
      ],
    };
  }
}
