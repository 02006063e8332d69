import t from 'tap';
import { idOf } from '../../helpers/documents.ts';
import { device, driverUpdate, inUse, picked } from './drivers.ts';

const FIRST = '11111111-1111-4111-8111-111111111111';

const a = device(['PCI\\A']);
const both = device(['PCI\\A', 'PCI\\B']);
const withDriver = (more?: Parameters<typeof inUse>[0]) =>
  device(['PCI\\A', 'PCI\\B'], { installed: inUse(more) });

t.test('to replace the driver of a printer, Provider and Manufacturer must be the same', (t) => {
  const later = { class: 'Printer', driverVerDate: '2030-01-01' };
  const printer = (more: Parameters<typeof inUse>[0] = {}) => withDriver({ class: 'PRINTER', ...more });
  t.same(picked(t, [driverUpdate(1, later)], printer()), ['1.1: PCI\\A']);
  t.same(picked(t, [driverUpdate(1, later)], printer({ provider: ' CONTOSO ', manufacturer: 'contoso' })), [
    '1.1: PCI\\A',
  ]);
  t.same(picked(t, [driverUpdate(1, later)], printer({ provider: 'Fabrikam' })), []);
  t.same(picked(t, [driverUpdate(1, later)], printer({ manufacturer: 'Fabrikam' })), []);
  t.same(picked(t, [driverUpdate(1, later)], printer({ provider: undefined, manufacturer: undefined })), []);
  t.same(
    picked(t, [driverUpdate(1, later)], withDriver({ provider: 'Fabrikam' })),
    ['1.1: PCI\\A'],
    'not for others',
  );
  t.same(picked(t, [driverUpdate(1, later)], both), ['1.1: PCI\\A'], 'not without a driver in use');
  const better = driverUpdate(2, { ...later, provider: 'Fabrikam', driverVerDate: '2031-01-01' });
  t.same(
    picked(t, [driverUpdate(1, later), better], printer()),
    ['1.1: PCI\\A'],
    'the best of the same makers',
  );
  t.end();
});

const extension = { class: 'extension', model: 'Contoso Tuning' };

t.test('extension drivers and drivers do not compete', (t) => {
  const updates = [driverUpdate(1, {}), driverUpdate(2, { ...extension, driverVerDate: '2000-01-01' })];
  t.same(picked(t, updates, a), ['1.1: PCI\\A', '2.1: PCI\\A']);
  t.same(picked(t, updates, withDriver()), ['2.1: PCI\\A'], 'the driver in use is nothing to the extension');
  t.end();
});

t.test('of extension drivers of one maker and model the best is picked, of others each', (t) => {
  const updates = [
    driverUpdate(1, extension),
    driverUpdate(2, { ...extension, provider: 'CONTOSO ', driverVerDate: '2023-04-19' }),
    driverUpdate(3, { ...extension, model: 'Contoso Sound' }),
    driverUpdate(4, { ...extension, provider: 'Fabrikam' }),
    driverUpdate(5, { ...extension, hardwareId: 'PCI\\B', driverVerDate: '2030-01-01' }),
  ];
  t.same(picked(t, updates, both), ['2.1: PCI\\A', '3.1: PCI\\A', '4.1: PCI\\A']);
  t.end();
});

t.test('an extension driver must be better than every one in use', (t) => {
  const offered = (...dates: string[]) =>
    picked(t, [driverUpdate(1, extension)], {
      ...both,
      extensions: dates.map((driverVerDate) => inUse({ driverVerDate })),
    }).length === 1;
  t.ok(offered());
  t.ok(offered('2023-04-17', '2000-01-01'));
  t.notOk(offered('2023-04-18'));
  t.notOk(offered('2000-01-01', '2023-04-19'));
  const ranked = { ...both, extensions: [inUse({ driverVerDate: '2000-01-01', driverRank: 0x00102000 })] };
  t.same(picked(t, [driverUpdate(1, { ...extension, score: 0x20 })], ranked), []);
  const targeted = {
    ...both,
    extensions: [inUse({ driverVerDate: '2000-01-01', matchingComputerHardwareId: FIRST })],
  };
  t.same(picked(t, [driverUpdate(1, extension)], targeted, { computerIds: [FIRST] }), []);
  t.end();
});

t.test('a driver to be removed is picked only where the client can go back from it', (t) => {
  const updates = [driverUpdate(1, {}), driverUpdate(2, { driverVerDate: '2000-01-01' })];
  const from = (...ids: string[]) => ({ ...withDriver(), recoveryIds: ids });
  t.same(picked(t, updates, from(idOf(1)), { removed: [1] }), ['1.1: PCI\\A']);
  t.same(picked(t, updates, from('other', ` {${idOf(1).toUpperCase()}}`), { removed: [1] }), ['1.1: PCI\\A']);
  t.same(picked(t, updates, from(idOf(2)), { removed: [1] }), []);
  t.same(picked(t, updates, from(), { removed: [1] }), []);
  t.same(picked(t, updates, from(idOf(1))), [], 'one that is to be installed needs to be better still');
  t.same(
    picked(t, updates, both, { removed: [1] }),
    ['2.1: PCI\\A'],
    'it does not stand in the way of another',
  );
  t.same(picked(t, updates, { ...both, recoveryIds: [idOf(1)] }, { removed: [1] }), [
    '1.1: PCI\\A',
    '2.1: PCI\\A',
  ]);
  t.end();
});
