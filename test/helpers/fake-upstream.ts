import type { Test } from 'tap';
import type { ServerOperation } from './server-client.ts';
import { type StandIn, type StandInAnswer, type StandInCall, startStandIn } from './soap-stand-in.ts';

/** A revision a fake upstream server has. */
export interface FakeRevision {
  readonly updateId: string;
  readonly revisionNumber: number;
  /** What GetUpdateData gives as XmlUpdateBlob; nothing when neither is here. */
  readonly xml?: string;
  /** What it gives as XmlUpdateBlobCompressed. */
  readonly blob?: Buffer;
  readonly files?: readonly { readonly sha1: Buffer; readonly muUrl?: string; readonly key?: Buffer }[];
  /** Whether GetRevisionIdList names it; true when left out. */
  readonly isListed?: boolean;
  /** Whether it is a category or detectoid. */
  readonly isConfig?: boolean;
}

/** What a test answers in place of the default; undefined leaves it at that. */
export type Script = {
  [N in ServerOperation]?: (
    call: StandInCall,
    usual: () => StandInAnswer,
  ) => StandInAnswer | undefined | Promise<StandInAnswer | undefined>;
};

/** An upstream server that says whatever a test wants, and counts. */
export interface FakeUpstream extends StandIn {
  /** What answers in place of the defaults, from now on. */
  readonly script: Script;
  /** Adds revisions, or other words for those that are there; they are news to whoever has an older anchor. */
  publish(...revisions: readonly FakeRevision[]): void;
}

/** Settings GetConfigData tells. */
export const FAKE_CONFIG = {
  CatalogOnlySync: false,
  LazySync: true,
  ServerHostsPsfFiles: false,
  MaxNumberOfUpdatesPerRequest: 4,
  MaxNumberOfDriverSetsPerRequest: 0,
  MaxNumberOfComputerIdsInRequest: 0,
  MaxNumberOfPnpHardwareIdsInRequest: 0,
  NewConfigAnchor: '1,2026-11-01 10:20:30.500',
  ProtocolVersion: '1.20',
  LanguageUpdateList: [],
  MaxUpdatesPerRequestInGetUpdateDecryptionData: 4,
};

/** Starts a fake upstream server; it ends with the test. */
export async function fakeUpstream(t: Test, script: Script = {}): Promise<FakeUpstream> {
  const revisions: (FakeRevision & { readonly from: number })[] = [];
  let generation = 0;
  const usual = (call: StandInCall): StandInAnswer => {
    const { operation, request } = call;
    if (operation === 'GetRevisionIdList') {
      const after = Number(/^g(\d+)$/.exec(request.filter.Anchor ?? 'g0')?.[1]);
      const news = revisions.filter(
        (one) =>
          one.from > after && one.isListed !== false && (one.isConfig === true) === request.filter.GetConfig,
      );
      const NewRevisions = news.map((one) => ({
        UpdateID: one.updateId,
        RevisionNumber: one.revisionNumber,
      }));
      return { value: { GetRevisionIdListResult: { Anchor: `g${generation}`, NewRevisions } } };
    }
    if (operation === 'GetUpdateData') return updateData(revisions, request.updateIds);
    const fixed = FIXED[operation];
    return fixed === undefined ? { fault: 'InternalServerError', message: operation } : { value: fixed };
  };
  const standIn = await startStandIn(
    t,
    async (call) => (await script[call.operation]?.(call, () => usual(call))) ?? usual(call),
  );
  return {
    ...standIn,
    script,
    publish: (...added) => {
      generation++;
      for (const one of added) {
        const at = revisions.findIndex((other) => nameOf(other) === nameOf(one));
        if (at >= 0) revisions.splice(at, 1);
        revisions.push({ ...one, from: generation });
      }
    },
  };
}

const nameOf = ({ updateId, revisionNumber }: FakeRevision): string => `${updateId}.${revisionNumber}`;

const FIXED: { readonly [N in ServerOperation]?: unknown } = {
  GetAuthConfig: {
    GetAuthConfigResult: {
      LastChange: '2026-11-01T10:20:30Z',
      AuthInfo: [{ PlugInID: 'DssTargeting', ServiceUrl: 'DssAuthWebService/DssAuthWebService.asmx' }],
    },
  },
  GetAuthorizationCookie: {
    GetAuthorizationCookieResult: { PlugInId: 'DssTargeting', CookieData: Buffer.from('authorization') },
  },
  GetCookie: {
    GetCookieResult: { Expiration: '2030-01-01T00:00:00Z', EncryptedData: Buffer.from('cookie') },
  },
  GetConfigData: { GetConfigDataResult: FAKE_CONFIG },
  GetUpdateDecryptionData: { GetUpdateDecryptionDataResult: { UpdateFileDecryptionData: [] } },
  GetDeployments: {
    GetDeploymentsResult: {
      Anchor: 'd1',
      Groups: [],
      Deployments: [],
      DeadDeployments: [],
      HiddenUpdates: [],
      AcceptedEulas: [],
    },
  },
  DownloadFiles: {},
};

interface Identity {
  readonly UpdateID: string;
  readonly RevisionNumber: number;
}

/** GetUpdateData of `asked`: one that is not here fails the whole call, as real servers do. */
function updateData(revisions: readonly FakeRevision[], asked: readonly Identity[]): StandInAnswer {
  const found = asked.map(({ UpdateID, RevisionNumber }) =>
    revisions.find((one) => nameOf(one) === `${UpdateID.toLowerCase()}.${RevisionNumber}`),
  );
  if (found.includes(undefined)) return { fault: 'InternalServerError' };
  const given = found.filter((one) => one !== undefined);
  return {
    value: { GetUpdateDataResult: { updates: given.map(answerOf), fileUrls: given.flatMap(urlsOf) } },
  };
}

/** What GetUpdateData says of one revision. */
export function answerOf({ updateId, revisionNumber, xml, blob }: FakeRevision) {
  return {
    Id: { UpdateID: updateId, RevisionNumber: revisionNumber },
    ...(xml !== undefined && { XmlUpdateBlob: xml }),
    ...(blob !== undefined && { XmlUpdateBlobCompressed: blob }),
  };
}

function urlsOf({ files = [] }: FakeRevision) {
  return files.map(({ sha1, muUrl, key }) => ({
    FileDigest: sha1,
    ...(muUrl !== undefined && { MUUrl: muUrl }),
    ...(key !== undefined && { DecryptionKey: key }),
  }));
}
