import { monitorEventLoopDelay } from 'node:perf_hooks';

// Loaded before a process that is measured: tells over its channel how long its event loop was held up.
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('message', ({ loop }) => {
  if (loop === 'BEGIN') delay.reset();
  if (loop === 'TELL') process.send?.({ p99: delay.percentile(99) / 1e6, longest: delay.max / 1e6 });
});
process.channel?.unref();
