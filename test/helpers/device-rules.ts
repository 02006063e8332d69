import { evaluate } from '../../device/applicability/evaluate.ts';
import type { Verdict } from '../../device/applicability/verdict.ts';
import type { DeviceProfile } from '../../device/profile/profile.ts';
import { stateOf } from '../../device/profile/state-of.ts';
import { documentLimits } from '../../protocol/metadata/document-limits.ts';
import { rulesOf } from '../../protocol/metadata/read-rules.ts';
import { readXmlDocument } from '../../protocol/metadata/xml-document.ts';

/** A plain device: Windows 11 24H2 Professional for x64, in English. */
export const PLAIN: DeviceProfile = {
  name: 'plain',
  windows: { version: '10.0.26100.4061', edition: 'Professional', release: '24H2' },
  architecture: 'x64',
  languages: ['en-US'],
};

export const UPDATE_ID = '00000000-0000-4000-8000-000000000001';

/** What `rule`, in the names of fragments, comes to on a device, and what of it could not be judged. */
export function judge(
  rule: string,
  profile: Partial<DeviceProfile> = {},
  metadata = '',
): { readonly verdict: Verdict; readonly unknown: readonly string[] } {
  const core = `<Core><ApplicabilityRules><IsInstalled>${rule}</IsInstalled><Metadata>${metadata}</Metadata></ApplicabilityRules></Core>`;
  const rules = rulesOf(readXmlDocument(core, documentLimits, 'dropped'));
  if (rules.isInstalled === undefined) throw new Error('no rule');
  const unknown = new Set<string>();
  const verdict = evaluate(rules.isInstalled, {
    state: stateOf({ ...PLAIN, ...profile }),
    metadata: rules.metadata,
    updateId: UPDATE_ID,
    unknown,
  });
  return { verdict, unknown: [...unknown] };
}
