import { type DynamicModule, Module } from '@nestjs/common';

import { PlatformModule, type PlatformOptions } from '#platform';
import { MarketModule } from '#market';
import { CatalogueModule } from '#catalogue';
import { InstalledBaseModule } from '#installed-base';
import { ContractsModule } from '#contracts';

import { BackgroundWork } from './background-work.ts';

/** The worker: composes the libraries its jobs need, holds no logic. */
@Module({})
export class WorkerModule {
  static forRoot(options: Omit<PlatformOptions, 'role'>): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot({ ...options, role: 'keizoku_worker' }),
        MarketModule,
        CatalogueModule,
        InstalledBaseModule,
        ContractsModule,
      ],
      providers: [BackgroundWork],
    };
  }
}
