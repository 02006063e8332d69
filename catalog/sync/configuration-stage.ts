import { fail } from '../../platform/errors/index.ts';
import { serverSync } from '../../protocol/wsusss/server-sync.ts';
import type { SyncContext, UpstreamConfig } from './sync-context.ts';

/** Revisions in one call, whatever the upstream server allows: real ones allow 100 (server sync facts §1.7). */
const MOST_REVISIONS = 500;

/** [MS-WSUSSS] §3.2.4.2, steps 1 and 2: how the upstream server is set, and what it allows. */
export async function syncConfiguration({
  catalog,
  options,
  session,
  store,
  enter,
}: SyncContext): Promise<UpstreamConfig> {
  enter('configuration');
  const { url } = options;
  const { configAnchor } = catalog.upstreams.state(url);
  const { GetConfigDataResult: config } = await session.call(serverSync.operations.GetConfigData, {
    ...(configAnchor !== undefined && { configAnchor }),
  });
  if (config === undefined)
    return fail('SYNC_NOT_A_SERVER', { url, reason: 'its answer to GetConfigData is empty' });
  const { LanguageUpdateList: _, NewConfigAnchor, ...settings } = config;
  await store(() =>
    catalog.upstreams.note(url, { configAnchor: NewConfigAnchor, config: JSON.stringify(settings) }),
  );
  const batch = Math.min(MOST_REVISIONS, Math.max(1, config.MaxNumberOfUpdatesPerRequest));
  return { ...config, MaxNumberOfUpdatesPerRequest: batch };
}
