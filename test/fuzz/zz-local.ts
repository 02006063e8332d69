import { SoapFault } from '../../protocol/soap/fault.ts';
import { servedServices } from '../../server/services.ts';
import { runFuzz } from '../helpers/fuzz-run.ts';
for (const { contract, handlers } of servedServices)
  for (const name of Object.keys(contract.operations))
    if (handlers[name] === undefined) { console.log('missing', contract.name, name); (handlers as any)[name] = () => { throw new SoapFault('InvalidParameters', 'missing'); }; }
const a = process.argv;
const begun = performance.now();
const out = runFuzz({ kind: a[2] as any, seed: Number(a[4] ?? 20261101), cases: Number(a[3]) });
console.log(out, performance.now() - begun);
