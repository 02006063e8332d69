import t from 'tap';
import { createSubscriptions } from '../../../catalog/sync/subscription.ts';
import { testCatalog } from '../../helpers/catalogs.ts';
import { refusalOf } from '../../helpers/seeds.ts';

const URL_A = 'https://a.example:8531';

const subscriptionsOf = (t: Parameters<typeof testCatalog>[0]) =>
  createSubscriptions(testCatalog(t).settings);

t.test('there is none until an upstream server is named', async (t) => {
  const subscriptions = subscriptionsOf(t);
  t.equal(subscriptions.current(), undefined);
  t.match(
    refusalOf(() => subscriptions.change({ parallel: 2 })),
    /^SYNC_NO_UPSTREAM/,
  );
  t.equal(subscriptions.current(), undefined);
});

t.test('what is not said is the default', async (t) => {
  const subscriptions = subscriptionsOf(t);
  const made = subscriptions.change({ url: URL_A });
  t.same(made, {
    ...{ url: URL_A, replica: false, content: 'approved', expressFiles: false },
    ...{ contentFromMicrosoft: false, parallel: 4, rollUp: true, name: 'mock-windows-update' },
    trust: { revocation: 'hard' },
  });
  t.same(subscriptions.current(), made, 'and it is kept');
});

t.test('a change leaves the rest as it was', async (t) => {
  const subscriptions = subscriptionsOf(t);
  subscriptions.change({ url: URL_A, products: ['Windows 11'], schedule: { perDay: 2, firstMinute: 90 } });
  const next = subscriptions.change({ parallel: 8 });
  t.match(next, { products: ['Windows 11'], schedule: { perDay: 2, firstMinute: 90 }, parallel: 8 });
  t.match(subscriptions.change({ url: URL_A, parallel: 2 }), { products: ['Windows 11'], parallel: 2 });
});

t.test('the same server written another way keeps what was said', async (t) => {
  for (const url of [`${URL_A}/`, 'HTTPS://A.example:8531', `${URL_A}/ServerSyncWebService/x?y#z`]) {
    const subscriptions = subscriptionsOf(t);
    subscriptions.change({ url: URL_A, products: ['Windows 11'] });
    t.match(subscriptions.change({ url }), { url: URL_A, products: ['Windows 11'] }, url);
  }
});

t.test('another server begins with the defaults', async (t) => {
  const subscriptions = subscriptionsOf(t);
  subscriptions.change({
    url: URL_A,
    products: ['Windows 11'],
    schedule: { perDay: 1, firstMinute: 0 },
    parallel: 8,
  });
  const next = subscriptions.change({ url: 'http://b.example:8530' });
  t.equal(next.products, undefined);
  t.equal(next.schedule, undefined);
  t.equal(next.parallel, 4);
});

t.test('undefined takes a value back', async (t) => {
  const subscriptions = subscriptionsOf(t);
  const plain = subscriptions.change({ url: URL_A });
  const changed = {
    ...{ products: ['a'], classifications: ['b'], languages: ['en'], contentUrl: 'http://c.example' },
    ...{ schedule: { perDay: 1, firstMinute: 0 }, parallel: 9, content: 'none', rollUp: false, name: 'x' },
    ...{ expressFiles: true, contentFromMicrosoft: true, trust: { revocation: 'off' } },
  } as const;
  for (const name of Object.keys(changed) as (keyof typeof changed)[]) {
    t.strictSame(subscriptions.change({ [name]: changed[name] })[name], changed[name], name);
    t.strictSame(subscriptions.change({ [name]: undefined }), plain, `${name} taken back`);
  }
});

t.test('an address must be http or https, without a user', async (t) => {
  const subscriptions = subscriptionsOf(t);
  for (const url of [
    '',
    'wsus',
    'wsus:8530',
    'ftp://a.example',
    'file:///a',
    'https://',
    'http://u:p@a.example',
    'http://:p@a.example',
  ])
    t.match(
      refusalOf(() => subscriptions.change({ url })),
      /^SYNC_OPTION_INVALID/,
      url,
    );
  t.equal(subscriptions.current(), undefined);
});

t.test('what cannot be is refused, and nothing changes', async (t) => {
  const subscriptions = subscriptionsOf(t);
  const before = subscriptions.change({ url: URL_A });
  for (const parallel of [0, -1, 1.5, 33, Number.NaN])
    t.match(
      refusalOf(() => subscriptions.change({ parallel })),
      /^SYNC_OPTION_INVALID: .*1 to 32/,
      `${parallel}`,
    );
  for (const perDay of [0, 25, 1.5]) {
    const schedule = { perDay, firstMinute: 0 };
    t.match(
      refusalOf(() => subscriptions.change({ schedule })),
      /1 to 24 times a day/,
    );
  }
  for (const firstMinute of [-1, 1440, 0.5]) {
    const schedule = { perDay: 1, firstMinute };
    t.match(
      refusalOf(() => subscriptions.change({ schedule })),
      /time of day/,
    );
  }
  t.match(
    refusalOf(() => subscriptions.change({ replica: true, products: ['a'] })),
    /replica/,
  );
  t.match(
    refusalOf(() => subscriptions.change({ replica: true, classifications: ['a'] })),
    /replica/,
  );
  t.same(subscriptions.current(), before);
});
