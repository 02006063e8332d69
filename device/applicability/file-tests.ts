import { parseMoment } from '../../platform/clock.ts';
import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import type { FileFacts } from '../state/file-table.ts';
import { compareVersions, scalarHolds, versionAtStart } from './comparisons.ts';
import { namedValue, textOfValue } from './registry-tests.ts';
import { judged, numberIn, type RuleContext, type RuleTest, textIn, unknown } from './rule.ts';
import { verdict } from './verdict.ts';

/** Environment variables of the folders CSIDL_… numbers name. */
const CSIDL: Readonly<Record<number, string>> = {
  35: 'programdata',
  36: 'systemroot',
  37: 'system32',
  38: 'programfiles',
  41: 'syswow64',
  42: 'programfiles(x86)',
  43: 'commonprogramfiles',
  44: 'commonprogramfiles(x86)',
};

/** A file a rule names; `unknown` where this device does not know the folder. */
type Found = FileFacts | 'unknown' | undefined;
type FindFile = (rule: XmlElement, context: RuleContext) => Found;
/** How a fact differs from what a rule names: undefined where the file lacks it, NaN where the rule does. */
type Difference = (file: FileFacts, rule: XmlElement) => number | undefined;

const DIFFERENCES: Readonly<Record<'Version' | 'Created' | 'Modified' | 'Size', Difference>> = {
  Version: (file, rule) => {
    const found = file.version === undefined ? undefined : versionAtStart(file.version);
    const wanted = versionAtStart(textIn(rule, 'Version'));
    if (wanted === undefined) return Number.NaN;
    return found && compareVersions(found, wanted);
  },
  Created: ({ created }, rule) => less(created, parseMoment(textIn(rule, 'Created'))),
  Modified: ({ modified }, rule) => less(modified, parseMoment(textIn(rule, 'Modified'))),
  Size: ({ size }, rule) => less(size, numberIn(rule, 'Size') ?? Number.NaN),
};

/** Tests of files: [MS-WUSP] BaseApplicabilityRules. A file that is not there makes a test false. */
export const fileTests: Readonly<Record<string, RuleTest>> = {
  ...testsOf('', fileBelowFolder),
  ...testsOf('PrependRegSz', fileBelowRegistryText),
};

function testsOf(suffix: string, find: FindFile): Readonly<Record<string, RuleTest>> {
  const facts = Object.entries(DIFFERENCES).map(([fact, difference]) => [
    `b.File${fact}${suffix}`,
    comparison(find, difference),
  ]);
  return { ...Object.fromEntries(facts), [`b.FileExists${suffix}`]: existence(find) };
}

function comparison(find: FindFile, difference: Difference): RuleTest {
  return (rule, context) => {
    const file = find(rule, context);
    if (file === 'unknown') return unknown(rule, context);
    const found = file && difference(file, rule);
    if (found === undefined) return 'false';
    const holds = Number.isNaN(found) ? undefined : scalarHolds(textIn(rule, 'Comparison'), found);
    return judged(rule, context, holds);
  };
}

/** The facts a rule names beside the path must all be those of the file. */
function existence(find: FindFile): RuleTest {
  return (rule, context) => {
    const file = find(rule, context);
    if (file === 'unknown') return unknown(rule, context);
    if (file === undefined) return 'false';
    const same = Object.entries(DIFFERENCES).every(
      ([fact, difference]) => attributeOf(rule, fact) === undefined || difference(file, rule) === 0,
    );
    const language = numberIn(rule, 'Language');
    return verdict(same && (language === undefined || language === file.language));
  };
}

/** The path a rule names below one of the folders of Windows; undefined where this device does not know the folder. */
export function pathBelowFolder(rule: XmlElement, { state }: RuleContext): string | undefined {
  const csidl = attributeOf(rule, 'Csidl');
  if (csidl === undefined) return textIn(rule, 'Path');
  const folder = state.folders.get(CSIDL[Number(csidl)] ?? '');
  return folder && `${folder}\\${textIn(rule, 'Path')}`;
}

/** The path a rule names below a folder the registry tells; undefined where it tells none. */
export function pathBelowRegistryText(rule: XmlElement, context: RuleContext): string | undefined {
  const folder = textOfValue(namedValue(rule, context), context.state);
  return folder === undefined ? undefined : `${folder}\\${textIn(rule, 'Path')}`;
}

function fileBelowFolder(rule: XmlElement, context: RuleContext): Found {
  const path = pathBelowFolder(rule, context);
  return path === undefined ? 'unknown' : context.state.files.find(path);
}

function fileBelowRegistryText(rule: XmlElement, context: RuleContext): Found {
  const path = pathBelowRegistryText(rule, context);
  return path === undefined ? undefined : context.state.files.find(path);
}

function less(fact: number | undefined, wanted: number): number | undefined {
  return fact === undefined ? undefined : fact - wanted;
}
