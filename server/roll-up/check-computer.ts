import type { ComputerRollupDetails, ComputerRollupInfo } from '../../protocol/wsusss/roll-up-computers.ts';
import { checkLeast, checkName, checkOptionalText, refuse } from './checks.ts';
import type { RequestTimes } from './request-times.ts';

/** Path of one computer in a request, for refusals. */
export const COMPUTER = 'computers.ComputerRollupInfo';
const DETAILS = `${COMPUTER}.Details`;

/** Characters of what §3.1.4.15.3.3 gives a limit for. */
const MOST_CHARACTERS: Readonly<Partial<Record<keyof ComputerRollupDetails, number>>> = {
  ComputerMake: 64,
  ComputerModel: 64,
  BiosVersion: 64,
  BiosName: 64,
  ProcessorArchitecture: 50,
  ClientVersion: 20,
};
const LONGEST_GROUP_NAME = 256;
/** Groups one computer may be in, and ask for. */
const MOST_GROUPS = 1_000;
/** LastSyncResult: 0 unknown, 1 succeeded, 2 failed. */
const WORST_RESULT = 2;

const COUNTED = [
  'OSMajorVersion',
  'OSMinorVersion',
  'OSBuildNumber',
  'OSServicePackMajorNumber',
  'OSServicePackMinorNumber',
] as const satisfies readonly (keyof ComputerRollupDetails)[];

/** The computer's id. Throws SoapFault InvalidParameters naming what is not as [MS-WSUSSS] §3.1.4.15.3 says. */
export function checkComputer(info: ComputerRollupInfo, times: RequestTimes): string {
  const { LastSyncResult, Details } = info;
  if (LastSyncResult < 0 || LastSyncResult > WORST_RESULT) refuse(`${COMPUTER}.LastSyncResult`);
  if (Details !== undefined) checkDetails(Details, times);
  return checkName(info.ComputerId, `${COMPUTER}.ComputerId`);
}

function checkDetails(details: ComputerRollupDetails, times: RequestTimes): void {
  for (const [name, value] of Object.entries(details))
    if (typeof value === 'string')
      checkOptionalText(value, `${DETAILS}.${name}`, MOST_CHARACTERS[name as keyof ComputerRollupDetails]);
  for (const name of COUNTED) checkLeast(details[name], `${DETAILS}.${name}`);
  // The day a BIOS was made is no moment of anybody's clock: it is kept as it stands.
  times.moment(details.BiosReleaseDate, `${DETAILS}.BiosReleaseDate`);
  const { TargetGroupIdList: groups = [], RequestedTargetGroupNames: names = [] } = details;
  if (groups.length > MOST_GROUPS) refuse(`${DETAILS}.TargetGroupIdList`);
  if (names.length > MOST_GROUPS || names.some((name) => name.length > LONGEST_GROUP_NAME))
    refuse(`${DETAILS}.RequestedTargetGroupNames`);
}
