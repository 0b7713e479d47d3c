import { CreateCatalogue1790000000000 } from './1790000000000-create-catalogue.ts';
import { CreateInstalledBase1790000000001 } from './1790000000001-create-installed-base.ts';
import { CreateContracts1790000000002 } from './1790000000002-create-contracts.ts';
import { CreateAudit1790000000010 } from './1790000000010-create-audit.ts';
import { CreateOutbox1790000000011 } from './1790000000011-create-outbox.ts';
import { JudgeImports1790000000020 } from './1790000000020-judge-imports.ts';
import { JudgeAgain1790000000021 } from './1790000000021-judge-again.ts';
import { KeepWhatDecisionsLookedAt1790000000030 } from './1790000000030-keep-what-decisions-looked-at.ts';
import { ImportInstalledBase1790000000040 } from './1790000000040-import-installed-base.ts';
import { WallOffResellers1790000000050 } from './1790000000050-wall-off-resellers.ts';
import { FlagPremier1790000000060 } from './1790000000060-flag-premier.ts';
import { CountChangesOfMachines1790000000061 } from './1790000000061-count-changes-of-machines.ts';
import { RecordMachines1790000000062 } from './1790000000062-record-machines.ts';
import { KeepWholesalePrices1790000000066 } from './1790000000066-keep-wholesale-prices.ts';
import { TellHowMuchIsRead1790000000067 } from './1790000000067-tell-how-much-is-read.ts';
import { WallOffAccountManagers1790000000070 } from './1790000000070-wall-off-account-managers.ts';
import { LetPeopleIn1790000000080 } from './1790000000080-let-people-in.ts';
import { HastenTheResellersPolicies1790000000090 } from './1790000000090-hasten-the-resellers-policies.ts';
import { TellHowMuchOfAListIsRead1790000000092 } from './1790000000092-tell-how-much-of-a-list-is-read.ts';
import { CountRatesTogether1790000000110 } from './1790000000110-count-rates-together.ts';
import { KeepWhatEndsLast1790000000120 } from './1790000000120-keep-what-ends-last.ts';

/** Every migration, oldest first. */
export const migrations = [
  CreateCatalogue1790000000000,
  CreateInstalledBase1790000000001,
  CreateContracts1790000000002,
  CreateAudit1790000000010,
  CreateOutbox1790000000011,
  JudgeImports1790000000020,
  JudgeAgain1790000000021,
  KeepWhatDecisionsLookedAt1790000000030,
  ImportInstalledBase1790000000040,
  WallOffResellers1790000000050,
  FlagPremier1790000000060,
  CountChangesOfMachines1790000000061,
  RecordMachines1790000000062,
  KeepWholesalePrices1790000000066,
  TellHowMuchIsRead1790000000067,
  WallOffAccountManagers1790000000070,
  LetPeopleIn1790000000080,
  HastenTheResellersPolicies1790000000090,
  TellHowMuchOfAListIsRead1790000000092,
  CountRatesTogether1790000000110,
  KeepWhatEndsLast1790000000120,
];
