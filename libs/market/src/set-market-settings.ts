import { Injectable } from '@nestjs/common';

import { badUserInput, type Caller, Clock, conflict, once, readYen, selectList, type Transaction } from '#platform';

import { checkLifeLimits } from './life-limit.model.ts';
import type { SetMarketSettingsInput } from './market.inputs.ts';
import { MarketSettings } from './market-settings.entity.ts';

const SETTINGS_LOCK = 4_711_003;

/** Sets what the market decides by itself, from a day on. What counted before is kept. */
@Injectable()
export class SetMarketSettings {
  constructor(private readonly clock: Clock) {}

  /** Answers the number of the new settings. */
  async run(tx: Transaction, caller: Caller, input: SetMarketSettingsInput): Promise<number> {
    return once(tx, { caller, operation: 'setMarketSettings', input, at: this.clock.now() }, () =>
      this.set(tx, caller, input),
    );
  }

  private async set(tx: Transaction, caller: Caller, input: SetMarketSettingsInput): Promise<number> {
    const { reinstatementFee, callsUntil, closedDays, openDays, lifeLimits, reason, expectedNumber } = input;
    checkLifeLimits('input.lifeLimits', lifeLimits);
    checkOpenDays(openDays, closedDays);
    await tx.rows('SELECT pg_advisory_xact_lock($1)', [SETTINGS_LOCK]);
    const last =
      (await tx.row<{ number: number | null }>('SELECT max(number) AS number FROM market_settings'))?.number ?? 0;
    if (expectedNumber != null && expectedNumber !== last) {
      throw conflict(`Settings ${last} were recorded meanwhile. Look at them before you set others.`, { number: last });
    }
    const settings = {
      number: last + 1,
      effectiveOn: input.effectiveOn ?? this.clock.today(),
      reinstatementFeeMinor: reinstatementFee == null ? undefined : readYen('input.reinstatementFee', reinstatementFee),
      currency: 'JPY',
      callsUntil,
      closedDays: [...new Set(closedDays)].sort(),
      openDays: [...new Set(openDays)].sort(),
      lifeLimits: [...lifeLimits],
    };
    await tx.insert(MarketSettings, [{ ...settings, reason, actor: caller.name, recordedAt: this.clock.now() }]);
    tx.record({
      stream: 'market',
      entity: 'MarketSettings',
      entityKey: String(last + 1),
      before: await settingsBefore(tx, last),
      after: settings,
      announces: 'MarketSettingsSet',
    });
    return last + 1;
  }
}

function checkOpenDays(openDays: readonly string[], closedDays: readonly string[]): void {
  const both = openDays.find((day) => closedDays.includes(day));
  if (both === undefined) return;
  throw badUserInput('input.openDays', `${both} is among the closed days too. Name it in one of the two lists.`);
}

/** The settings of a number as they are recorded; what says who set them is in their own entry. */
async function settingsBefore(tx: Transaction, number: number): Promise<object | undefined> {
  const row = await tx.row<MarketSettings>(
    `SELECT ${selectList(MarketSettings, 's')} FROM market_settings s WHERE s.number = $1`,
    [number],
  );
  if (row === undefined) return undefined;
  const { reason: _, actor: __, recordedAt: ___, ...settings } = row;
  return settings;
}
