import { fail, messageOf } from '../../platform/errors/index.ts';
import type { RegistryValue } from '../state/registry.ts';
import { pinChange } from './pin-store.ts';
import { DOWNLOAD_MODES, POLICY_VALUES, type PolicyValueName } from './policy-values.ts';
import type { RegistryChange } from './reg-file.ts';

/** One value of a policy as people write it: a switch, a number, a text, or several texts. */
export type PolicyInput = boolean | number | string | readonly string[];

/** What is decided for a device, by the names Windows has for it, and two names of our own. */
export type PolicyInputs = { readonly [Name in PolicyValueName]?: PolicyInput } & {
  /** The same as TargetGroup. */
  readonly TargetGroups?: PolicyInput;
  /** Certificates in PEM for the pin store. */
  readonly PinnedCertificates?: readonly string[];
};

/**
 * The changes to the registry that decide for a device what `inputs`, which the schema allows, say. Groups are joined, and
 * switched on where nothing else is said of TargetGroupEnabled. `where` names the place of an input in errors. Throws
 * POLICY_INVALID for a certificate that is none.
 */
export function policyChanges(
  inputs: PolicyInputs,
  where: (path: readonly (string | number)[]) => string,
): readonly RegistryChange[] {
  const { TargetGroups, PinnedCertificates = [], ...values } = inputs;
  const groups = [...textsOf(values.TargetGroup), ...textsOf(TargetGroups)];
  const all = { ...(groups.length > 0 && { TargetGroupEnabled: true }), ...values };
  const changes = Object.entries({ ...all, ...(groups.length > 0 && { TargetGroup: groups }) }).map(
    ([name, input]): RegistryChange => {
      const known = name as PolicyValueName;
      return { kind: 'set', key: POLICY_VALUES[known], name, value: registryValueOf(known, input) };
    },
  );
  const pins = PinnedCertificates.map((pem, at) => pinOf(pem, where(['PinnedCertificates', at])));
  return [...changes, ...pins];
}

function registryValueOf(name: PolicyValueName, input: PolicyInput): RegistryValue {
  if (typeof input === 'number') return { type: 'REG_DWORD', data: input };
  if (typeof input === 'boolean') return { type: 'REG_DWORD', data: input ? 1 : 0 };
  if (name === 'DODownloadMode') {
    const mode = Object.entries(DOWNLOAD_MODES).find(([, word]) => word === input);
    return { type: 'REG_DWORD', data: Number(mode?.[0]) };
  }
  return { type: 'REG_SZ', data: textsOf(input).join(';') };
}

function textsOf(input: PolicyInput | undefined): readonly string[] {
  if (typeof input === 'string') return [input];
  return typeof input === 'object' ? input : [];
}

function pinOf(pem: string, where: string): RegistryChange {
  try {
    return pinChange(pem);
  } catch (error) {
    const problem = `the certificate cannot be read (${messageOf(error)})`;
    return fail('POLICY_INVALID', { where, problem, repair: 'Give one certificate in PEM.' }, error);
  }
}
