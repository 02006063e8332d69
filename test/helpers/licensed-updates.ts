import { idOf, type ShortUpdate } from './documents.ts';

/** The licence of every update `licensed` makes, unless another one is named. */
export const LICENCE = 'aaaaaaaa-0000-4000-8000-00000000000a';

/** An update with a licence. */
export interface LicensedUpdate extends Pick<ShortUpdate, 'id' | 'revision' | 'in'> {
  readonly eulaId?: string;
  /** Whether this revision asks for the licence to be accepted anew. */
  readonly reaccept?: boolean;
}

/** The words of an update that can be taken off and has a licence. */
export function licensed({ eulaId = LICENCE, reaccept = false, ...update }: LicensedUpdate): ShortUpdate {
  const digest = `${update.id}`.padStart(40, '0');
  return {
    ...update,
    more: {
      identity: { updateId: idOf(update.id), revisionNumber: update.revision ?? 1 },
      properties: {
        defaultLanguage: 'en',
        explicitlyDeployable: true,
        eulaId,
        uninstallationBehavior: {},
        ...(reaccept && { requiresReacceptanceOfEula: true }),
      },
      eulaFiles: [{ sha1: digest, fileName: 'licence.txt', size: 3, language: 'en' }],
    },
  };
}
