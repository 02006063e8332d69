import type { MockWindowsUpdate } from '../../server/index.ts';
import { type SyncResult, type WuspClient, wuspClient } from './wusp-client.ts';

type Update = NonNullable<SyncResult['NewUpdates']>[number];

/** Scans of one machine end long before: more calls are a scan without end. */
const MOST_CALLS = 200;

/**
 * What a client in `groups` is told by a full scan, each update in one line by its identity: RevisionIDs and deployment
 * ids are those of one server. Every revision that is no leaf counts as installed.
 */
export async function seenFrom(double: MockWindowsUpdate, groups: string): Promise<readonly string[]> {
  const client = wuspClient(double.urls.https, double.ca.pem);
  try {
    const updates = await scan(client, groups);
    return updates.map(lineOf).sort();
  } finally {
    client.close();
  }
}

async function scan(client: WuspClient, groups: string): Promise<readonly Update[]> {
  const found = new Map<number, Update>();
  let cookie = await client.session({
    clientId: `scan-${groups.toLowerCase().replaceAll(' ', '-') || 'ungrouped'}`,
    groups,
  });
  for (let calls = 0; calls < MOST_CALLS; calls++) {
    const installed = [...found.values()].filter(({ IsLeaf }) => !IsLeaf).map(({ ID }) => ID);
    const { NewUpdates = [], NewCookie } = await client.sync(cookie, {
      InstalledNonLeafUpdateIDs: installed,
      OtherCachedUpdateIDs: [...found.keys()].filter((id) => !installed.includes(id)),
    });
    if (NewCookie !== undefined) cookie = NewCookie;
    if (NewUpdates.length === 0) return [...found.values()];
    for (const update of NewUpdates) found.set(update.ID, update);
  }
  throw new Error(`a scan did not end after ${MOST_CALLS} calls`);
}

function lineOf({ Deployment, IsLeaf, Xml }: Update): string {
  const { ID: _, LastChangeTime: _time, ...deployment } = Deployment ?? { ID: 0, LastChangeTime: '' };
  return JSON.stringify([IsLeaf, deployment, Xml]);
}
