/** What the compiler must take and refuse of the typed client; `npm run check` reads it, nothing runs it. */
import type { ControlClient, components, OperationInput, OperationResult } from '../../client/index.ts';

/** True where both types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <T extends true>(_value?: T): void => {};

yes<Same<OperationInput<'getUpdate'>, { readonly update: string }>>();
yes<
  Same<OperationInput<'placeComputer'>, { readonly computer: string; readonly groups: readonly string[] }>
>();
yes<Same<OperationResult<'getUpdate'>, components['schemas']['UpdateDetails']>>();
yes<Same<OperationResult<'createGroup'>, components['schemas']['Group']>>();
yes<Same<OperationResult<'getReadiness'>['status'], 'ready' | 'starting'>>();
yes<Same<OperationResult<'getSyncStatus'>['subscription'], components['schemas']['Subscription'] | null>>();
yes<Same<OperationResult<'getConfiguration'>['current']['delivery'], 'staged' | 'closure'>>();

export async function calls(client: ControlClient): Promise<void> {
  await client.getState();
  await client.listUpdates({ state: ['approved'], limit: 5 });
  await client.changeConfiguration({ pageSize: null });
  const { next }: { readonly next: number | null } = await client.listEvents();
  await client.listEvents(next === null ? {} : { after: next });
  // @ts-expect-error the update is missing
  await client.getUpdate();
  // @ts-expect-error there is no such value
  await client.listUpdates({ states: ['approved'] });
  // @ts-expect-error no state is called so
  await client.listUpdates({ state: ['aproved'] });
  // @ts-expect-error a page size is a number
  await client.changeConfiguration({ pageSize: '50' });
  // @ts-expect-error what is told cannot be changed
  (await client.getState()).counts.updates = 1;
}
