import { messageOf } from '../../platform/errors/index.ts';
import type { LoadPlan, LoadReply } from './load-plan.ts';
import { runLoad } from './run-load.ts';

// The load client's own process: plans come in and results go out over the channel to its parent.
process.on('message', async (plan: LoadPlan) => {
  process.send?.(await replyTo(plan));
});

async function replyTo(plan: LoadPlan): Promise<LoadReply> {
  try {
    return { result: await runLoad(plan) };
  } catch (error) {
    return { error: messageOf(error) };
  }
}
