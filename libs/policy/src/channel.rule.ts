import type { Finding } from './decision.ts';
import { approve, inform, warn } from './finding.ts';
import type { ServiceRequest } from './service-request.ts';

type Channels = Pick<ServiceRequest, 'machine' | 'channel'>;

/** A service is sold through the channel that sold the machine; anything else a person decides (rules.md R-CH-SAME). */
export function isSoldThroughTheSameChannel({ machine, channel = {} }: Channels): Finding | undefined {
  const { machineReseller, serviceReseller } = channel;
  if (serviceReseller === undefined || machineReseller === serviceReseller) return undefined;
  if (machineReseller !== undefined) return approve('CH_SAME', { reason: 'OTHER', machineReseller, serviceReseller });
  return machine.used ? undefined : warn('CH_SAME', { reason: 'NOT_KNOWN', serviceReseller });
}

/** Another channel is possible, though there is no procedure to change it (R-CH-CHANGE). */
export function mayChangeTheChannel({ channel = {} }: Channels): Finding | undefined {
  const { machineReseller, serviceReseller } = channel;
  if (machineReseller === undefined || serviceReseller === undefined || machineReseller === serviceReseller)
    return undefined;
  return inform('CH_CHANGE', { machineReseller, serviceReseller });
}

/** A used machine has no channel that sold it: a person decides (R-USED-CHANNEL). */
export function hasAChannelOfItsOwn({ machine, channel }: Channels): Finding | undefined {
  if (!machine.used || channel === undefined || channel.machineReseller !== undefined) return undefined;
  return approve('USED_CHANNEL', { machineType: machine.machineType });
}
