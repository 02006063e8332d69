import t from 'tap';
import { createRegistry } from '../../../device/state/registry.ts';

t.test('a hive called as something every object has is one like others', async (t) => {
  for (const hive of ['__proto__', 'constructor', 'toString']) {
    const registry = createRegistry();
    t.equal(registry.hasKey(`${hive}\\a`), false, hive);
    registry.addKey(`${hive}\\a`);
    t.equal(registry.hasKey(`${hive.toUpperCase()}\\A`), true, hive);
  }
});

t.test('a short name of a hive is the long one', async (t) => {
  const registry = createRegistry();
  registry.addKey('HKLM\\a');
  t.ok(registry.hasKey('HKEY_LOCAL_MACHINE\\A'));
});

t.test('its size is that of its keys and values', async (t) => {
  const registry = createRegistry();
  t.equal(registry.size(), 0);
  registry.set('HKLM\\a\\b', 'v', { type: 'REG_DWORD', data: 1 });
  t.equal(registry.size(), 4);
  registry.removeKey('HKLM\\a');
  t.equal(registry.size(), 1);
});
