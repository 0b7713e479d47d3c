import { type DynamicModule, Module } from '@nestjs/common';

import { PlatformModule, type PlatformOptions } from '#platform';
import { CatalogueModule } from '#catalogue';
import { ContractsModule } from '#contracts';

/** What loading the sample data needs. */
@Module({})
export class SeedModule {
  static forRoot(options: Omit<PlatformOptions, 'role'>): DynamicModule {
    return {
      module: SeedModule,
      imports: [PlatformModule.forRoot({ ...options, role: 'keizoku_staff' }), CatalogueModule, ContractsModule],
    };
  }
}
