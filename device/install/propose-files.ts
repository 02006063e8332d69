import { parseMoment } from '../../platform/clock.ts';
import { attributeOf, type XmlElement } from '../../protocol/metadata/xml-tree.ts';
import { pathBelowFolder, pathBelowRegistryText } from '../applicability/file-tests.ts';
import { numberIn, type RuleContext, textIn } from '../applicability/rule.ts';
import type { FileFacts } from '../state/file-table.ts';
import { nearNumbers, nearVersions } from './near-values.ts';
import type { Changes, Propose } from './proposal.ts';
import { folderChange } from './propose-registry.ts';

/** The facts of a file near those a rule names. */
type NearFacts = (rule: XmlElement) => readonly FileFacts[];

const NEAR: Readonly<Record<'Version' | 'Created' | 'Modified' | 'Size', NearFacts>> = {
  Version: (rule) => nearVersions(textIn(rule, 'Version')).map((version) => ({ version })),
  Created: (rule) => nearNumbers(parseMoment(textIn(rule, 'Created'))).map((created) => ({ created })),
  Modified: (rule) => nearNumbers(parseMoment(textIn(rule, 'Modified'))).map((modified) => ({ modified })),
  Size: (rule) => nearNumbers(numberIn(rule, 'Size')).map((size) => ({ size })),
};

/** Files: what `fileTests` judges. */
export const fileProposals: Readonly<Record<string, Propose>> = {
  ...proposalsOf('', (propose) => (rule, context) => {
    const path = pathBelowFolder(rule, context);
    return path === undefined ? [] : propose(rule, context, path);
  }),
  ...proposalsOf('PrependRegSz', (propose) => (rule, context) => {
    const path = pathBelowRegistryText(rule, context);
    if (path !== undefined) return propose(rule, context, path);
    const folder = newFolder(context);
    const changes = propose(rule, context, `${folder}\\${textIn(rule, 'Path')}`);
    return changes.map((one) => [...folderChange(rule, context, folder), ...one]);
  }),
};

type ProposeAt = (rule: XmlElement, context: RuleContext, path: string) => readonly Changes[];

function proposalsOf(
  suffix: string,
  located: (propose: ProposeAt) => Propose,
): Readonly<Record<string, Propose>> {
  const facts = Object.entries(NEAR).map(([fact, near]) => [
    `b.File${fact}${suffix}`,
    located((rule, context, path) => fileChanges(context, path, near(rule))),
  ]);
  const exists = located((rule, context, path) => fileChanges(context, path, [namedFacts(rule)]));
  return { ...Object.fromEntries(facts), [`b.FileExists${suffix}`]: exists };
}

/** The file with each of `facts` in place of those it has, and no file. */
function fileChanges({ state }: RuleContext, path: string, facts: readonly FileFacts[]): readonly Changes[] {
  const own = state.files.find(path);
  return [
    ...facts.map((one): Changes => [{ kind: 'file', path, facts: { ...own, ...one } }]),
    [{ kind: 'file', path }],
  ];
}

/** All facts FileExists names beside the path. */
function namedFacts(rule: XmlElement): FileFacts {
  const language = numberIn(rule, 'Language');
  const named = Object.entries(NEAR).flatMap(([fact, near]) =>
    attributeOf(rule, fact) === undefined ? [] : near(rule).slice(0, 1),
  );
  return Object.assign({}, ...named, language === undefined ? {} : { language });
}

/** Where a program goes that no registry value tells the folder of. */
function newFolder({ state, updateId }: RuleContext): string {
  return `${state.folders.get('programfiles') ?? 'C:\\Program Files'}\\${updateId}`;
}
