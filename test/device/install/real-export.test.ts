import t from 'tap';
import { evaluate } from '../../../device/applicability/evaluate.ts';
import { satisfy } from '../../../device/install/satisfy.ts';
import { applyChanges } from '../../../device/state/apply-change.ts';
import { copyState } from '../../../device/state/copy-state.ts';
import { parseUpdateDocument } from '../../../protocol/metadata/parse-update-document.ts';
import { readCore } from '../../../protocol/metadata/read-core.ts';
import { plainState } from '../../helpers/installing.ts';
import { realExport } from '../../helpers/real-export.ts';

/** What real rules are false for where nothing can make them true: the kind of machine, and what cannot be known. */
const UNCHANGEABLE = new Set([
  'And',
  'Or',
  'Not',
  'False',
  'b.WindowsVersion',
  'b.WindowsLanguage',
  'b.MuiInstalled',
  'b.SystemMetric',
  'b.Processor',
  'b.Platform',
  'b.WmiQuery',
  // Of Kernel-ProductInfo, the edition.
  'b.LicenseDword',
]);

t.test(
  'whatever a real catalogue finds missing can be brought, but for another kind of machine',
  async (t) => {
    const revisions = realExport(t);
    if (revisions === undefined) return;
    const state = plainState();
    const seen = { rules: 0, 'not installed': 0, satisfiable: 0 };
    const strange = new Set<string>();
    for (const { xml } of revisions) {
      const { updateId, fragments } = parseUpdateDocument(xml);
      const { isInstalled, metadata } = readCore(fragments.core).rules;
      if (isInstalled === undefined) continue;
      seen.rules++;
      const context = {
        state,
        metadata,
        updateId,
        unknown: new Set<string>(),
        unchangeable: new Set<string>(),
      };
      if (evaluate(isInstalled, context) === 'true') continue;
      seen['not installed']++;
      const changes = satisfy(isInstalled, 'true', context);
      for (const name of changes === undefined ? context.unchangeable : [])
        if (!UNCHANGEABLE.has(name)) strange.add(name);
      if (changes === undefined) continue;
      seen.satisfiable++;
      const scratch = copyState(state);
      applyChanges(scratch, changes);
      if (evaluate(isInstalled, { ...context, state: scratch }) !== 'true') t.fail(updateId);
    }
    t.comment(JSON.stringify(seen));
    t.same(seen, { rules: 4_125, 'not installed': 3_726, satisfiable: 3_332 });
    t.same([...strange], []);
  },
);
