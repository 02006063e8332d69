import { fail } from '../../platform/errors/index.ts';
import { uuidFromName } from '../../platform/randomness.ts';
import type { EulaFileSpec, PropertiesSpec } from '../../protocol/metadata/build-document-spec.ts';
import type { Seed } from './seed.ts';
import { type FileContext, planFile, planText } from './seed-files.ts';
import type { SeedTools } from './seed-tools.ts';
import type { ResolvedUpdate } from './seed-update-resolve.ts';

/** The licence of an update, checked and not made yet. */
export interface PlannedEula {
  readonly properties: Pick<PropertiesSpec, 'eulaId' | 'requiresReacceptanceOfEula'>;
  readonly make: (tools: SeedTools) => EulaFileSpec;
}

/**
 * The licence of an update, or undefined where it has none. Its id depends on the update's key only, so that a new
 * revision has the same licence.
 *
 * @throws SEED_INVALID, SEED_FILE
 */
export function planEula(resolved: ResolvedUpdate, seed: Seed): PlannedEula | undefined {
  const given = resolved.update.eula;
  if (given === undefined) return undefined;
  const eula = typeof given === 'string' ? { text: given } : given;
  const language = eula.language ?? resolved.language;
  const context: FileContext = {
    folder: seed.folder,
    key: resolved.key,
    stem: `eula-${language}`,
    released: resolved.released,
    where: seed.where(['updates', resolved.index, 'eula']),
  };
  const file = planLicence(eula, context);
  return {
    properties: {
      eulaId: uuidFromName(`eula ${resolved.key.toLowerCase()}`),
      ...(eula.reaccept && { requiresReacceptanceOfEula: true }),
    },
    make: (tools) => {
      // Licence files carry neither a date nor a patching type, unlike payload.
      const { sha1, sha256, fileName, size } = file.make(tools);
      return { sha1, fileName, size, language, ...(sha256 !== undefined && { sha256 }) };
    },
  };
}

function planLicence(eula: { readonly text?: string; readonly path?: string }, context: FileContext) {
  if (eula.text !== undefined && eula.path === undefined)
    return planText(eula.text, `${context.stem}.txt`, context);
  if (eula.path !== undefined && eula.text === undefined) return planFile({ path: eula.path }, context);
  return fail('SEED_INVALID', {
    where: context.where,
    problem: 'a licence needs text or path, and not both',
    repair: 'Write eula: followed by the text, or eula: { path: licence.txt }.',
  });
}
