import t from 'tap';
import type { SeedRule } from '../../../catalog/import/seed.ts';
import { ruleNode } from '../../../catalog/import/seed-rules.ts';
import type { RuleNode } from '../../../protocol/metadata/build-document-spec.ts';

/** An element on one line: `name(attribute=value)[children]`. */
function brief({ name, attributes = {}, children = [], text = '' }: RuleNode): string {
  const pairs = Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
  return `${name}${pairs.length > 0 ? `(${pairs.join(' ')})` : ''}${text}${children.length > 0 ? `[${children.map(brief).join(' ')}]` : ''}`;
}

const rules: readonly (readonly [SeedRule, string])[] = [
  [true, 'lar:True'],
  [false, 'lar:False'],
  [{ all: [true, false] }, 'lar:And[lar:True lar:False]'],
  [{ any: [true, { not: false }] }, 'lar:Or[lar:True lar:Not[lar:False]]'],
  [{ all: [{ any: [true] }] }, 'lar:True'],
  [
    { windows: { version: '10.0.26100' } },
    'bar:WindowsVersion(Comparison=EqualTo MajorVersion=10 MinorVersion=0 BuildNumber=26100)',
  ],
  [
    { windows: { minimum: '10.0', below: '11.0', type: 'workstation' } },
    'lar:And[bar:WindowsVersion(Comparison=GreaterThanOrEqualTo MajorVersion=10 MinorVersion=0)' +
      ' lar:Not[bar:WindowsVersion(Comparison=GreaterThanOrEqualTo MajorVersion=11 MinorVersion=0)]' +
      ' bar:WindowsVersion(Comparison=EqualTo ProductType=1)]',
  ],
  [
    { windows: { type: 'server' } },
    'lar:Or[bar:WindowsVersion(Comparison=EqualTo ProductType=2) bar:WindowsVersion(Comparison=EqualTo ProductType=3)]',
  ],
  [{ architecture: 'arm64' }, 'bar:Processor(Architecture=12)'],
  [{ architecture: 'x86' }, 'bar:Processor(Architecture=0)'],
  [{ language: 'de' }, 'bar:WindowsLanguage(Language=de)'],
  [{ registry: 'HKLM\\SOFTWARE\\A' }, 'bar:RegKeyExists(Key=HKEY_LOCAL_MACHINE Subkey=SOFTWARE\\A)'],
  [
    { registry: 'HKEY_CURRENT_USER\\A', value: 'B' },
    'bar:RegValueExists(Key=HKEY_CURRENT_USER Subkey=A Value=B)',
  ],
  [
    { registry: 'HKLM\\A', value: 'B', equals: 0 },
    'bar:RegDword(Key=HKEY_LOCAL_MACHINE Subkey=A Value=B Comparison=EqualTo Data=0)',
  ],
  [
    { registry: 'HKLM\\A', value: 'B', equals: 'c' },
    'bar:RegSz(Key=HKEY_LOCAL_MACHINE Subkey=A Value=B Comparison=EqualTo Data=c)',
  ],
  [
    { registry: 'HKLM\\A', value: 'B', atLeast: '1.2.3.4' },
    'bar:RegSzToVersion(Key=HKEY_LOCAL_MACHINE Subkey=A Value=B Comparison=GreaterThanOrEqualTo Data=1.2.3.4)',
  ],
  [
    { registry: 'HKLM\\A', value: 'B', atLeast: 3 },
    'bar:RegDword(Key=HKEY_LOCAL_MACHINE Subkey=A Value=B Comparison=GreaterThanOrEqualTo Data=3)',
  ],
  [{ file: 'C:\\a.dll' }, 'bar:FileExists(Path=C:\\a.dll)'],
  [
    { file: 'C:\\a.dll', atLeast: '1.2' },
    'bar:FileVersion(Path=C:\\a.dll Comparison=GreaterThanOrEqualTo Version=1.2)',
  ],
  [{ package: 'p~1' }, 'cbsar:CbsPackageInstalledByIdentity(PackageIdentity=p~1)'],
  [{ msi: '{1}' }, 'msiar:MsiProductInstalled(ProductCode={1})'],
  [
    { element: 'bar:RegKeyLoop', attributes: { TrueIf: 'Any' }, children: [true] },
    'bar:RegKeyLoop(TrueIf=Any)[lar:True]',
  ],
];

for (const [rule, expected] of rules)
  t.test(`${JSON.stringify(rule).slice(0, 80)} becomes its element`, async (t) => {
    t.equal(brief(ruleNode(rule, () => 'here')), expected);
  });
