import t from 'tap';
import { satisfy } from '../../../device/install/satisfy.ts';
import { UPDATE_ID } from '../../helpers/device-rules.ts';
import { plainState, updateOf } from '../../helpers/installing.ts';

/** Milliseconds any rule may take, on a machine that has other work too. */
const LONGEST = 5_000;
const KEY = 'Key="HKEY_LOCAL_MACHINE"';

const dword = (name: string, comparison: string, data: number): string =>
  `<b.RegDword ${KEY} Subkey="A" Value="${name}" Comparison="${comparison}" Data="${data}"/>`;
const times = (count: number, part: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => part(at)).join('');
/** Either a or b of every pair, and never both: as many ways as there are numbers of so many bits. */
const pairs = (count: number): string =>
  times(count, (at) => `<Or>${dword(`a${at}`, 'EqualTo', 1)}${dword(`b${at}`, 'EqualTo', 1)}</Or>`);

const HOSTILE: Readonly<Record<string, string>> = {
  'loops in loops': `${`<b.RegKeyLoop ${KEY} Subkey="Many" TrueIf="Any">`.repeat(12)}${dword('v', 'EqualTo', 1)}${'</b.RegKeyLoop>'.repeat(12)}`,
  'more ways than can be tried': `<And>${pairs(40)}${dword('end', 'EqualTo', 1)}<Not>${dword('end', 'EqualTo', 1)}</Not></And>`,
  'many ways, and one thing that cannot be': `<And>${pairs(40)}<b.WindowsVersion MajorVersion="6"/></And>`,
  'many contradictions': `<And>${times(3_000, (at) => `<Not>${dword('v', 'EqualTo', at)}</Not>`)}${dword('v', 'LessThan', 3_000)}</And>`,
  'many alternatives that are none': `<Or>${times(20_000, () => '<b.FileExists Csidl="9999" Path="x"/>')}</Or>`,
  'many things at once': `<And>${times(1_500, (at) => dword(`v${at}`, 'EqualTo', 1))}</And>`,
  'a deep tree': `${'<And><Not><Or>'.repeat(60)}${dword('v', 'EqualTo', 1)}${'</Or></Not></And>'.repeat(60)}`,
  'a key without end': `<b.RegKeyExists ${KEY} Subkey="${'a\\'.repeat(50_000)}"/>`,
  'a text without end': `<b.RegSz ${KEY} Subkey="A" Value="v" Comparison="Contains" Data="${'a'.repeat(1_000_000)}"/>`,
};

/** What can be done for all that. */
const SATISFIED = new Set(['many things at once', 'a deep tree']);

for (const [name, rule] of Object.entries(HOSTILE))
  t.test(`${name}: an answer comes in time`, async (t) => {
    const { isInstalled } = updateOf(rule, '').rules;
    if (isInstalled === undefined) return;
    const started = performance.now();
    const context = {
      state: plainState(),
      metadata: [],
      updateId: UPDATE_ID,
      unchangeable: new Set<string>(),
    };
    const changes = satisfy(isInstalled, 'true', context);
    const took = performance.now() - started;
    t.ok(took < LONGEST, `${Math.round(took)} ms`);
    t.equal(changes !== undefined, SATISFIED.has(name));
  });
