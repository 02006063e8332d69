import { uuidFromName } from '../../platform/randomness.ts';
import type { DeviceProfile, ProfileComputer } from './profile.ts';

/** A computer as it presents itself to a server, nothing left out. */
export type Computer = Required<ProfileComputer>;

/** The longest label of a DNS name. */
const LONGEST_LABEL = 63;

/** What the computer of `profile` says of itself; what the profile leaves out is a mock machine. */
export function computerOf({ name, windows, computer = {} }: DeviceProfile): Computer {
  const { manufacturer = 'Mock Devices Inc.', model = 'Mock Desktop', biosVersion = '1.0.4' } = computer;
  return {
    name: `${labelOf(name)}.mock.test`,
    biosName: 'Mock Firmware',
    biosDate: '2024-03-05',
    firmware: biosVersion,
    // Windows makes these of what the firmware says, so two machines of one model share them.
    hardwareIds: [uuidFromName(`computer ${manufacturer}&${model}`)],
    // The agent that came with that build. The last number is none of the machine: on the wire it is a signed short.
    agentVersion: [...windows.version.split('.').slice(0, 3), '1'].join('.'),
    ...computer,
    manufacturer,
    model,
    biosVersion,
  };
}

function labelOf(name: string): string {
  const label = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return label.slice(0, LONGEST_LABEL).replace(/^-|-$/g, '') || 'device';
}
