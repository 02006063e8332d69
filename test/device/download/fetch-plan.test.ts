import t from 'tap';
import { type DownloadWanted, planFetch, type WantedFile } from '../../../device/download/fetch-plan.ts';
import type { WsusPolicy } from '../../../device/policy/policy.ts';

const SHA1 = 'ab2f88df42da48aa980fb748d13baa2de49cd154';
const PATH = '/Content/54/AB2F88DF42DA48AA980FB748D13BAA2DE49CD154.exe';
const SERVER = `http://wsus.test:8530${PATH}`;
const WSUS: WsusPolicy = {
  server: 'http://wsus.test:8530',
  statusServer: 'http://wsus.test:8530',
  fillsEmptyUrls: false,
};
const ALTERNATE = { ...WSUS, contentServer: 'http://near.test:8080' };

function wanted(file: Partial<WantedFile> = {}, updateId = 'one'): DownloadWanted {
  return { updateId, file: { name: 'Windows-KB1.exe', size: 100, sha1: SHA1, urls: [SERVER], ...file } };
}

/** The plan in words: `fetch URL, URL` · `there PATH` · `refused CODE`. */
function planned(all: readonly DownloadWanted[], wsus: WsusPolicy = WSUS, path?: string): readonly string[] {
  return planFetch(all, { wsus }, () => path).steps.map((step) => {
    if (step.kind === 'fetch') return `fetch ${step.urls.map(({ href }) => href).join(', ')}`;
    return step.kind === 'there' ? `there ${step.path}` : `refused ${step.failure.code}`;
  });
}

t.test('a file is fetched from where the server says', async (t) => {
  t.same(planned([wanted()]), [`fetch ${SERVER}`]);
  t.same(planned([wanted({ urls: [`${SERVER}?P1=2#there`] })]), [`fetch ${SERVER}?P1=2`]);
});

t.test('the alternate server comes first, under the same path', async (t) => {
  t.same(planned([wanted({ urls: [`${SERVER}?P1=2`] })], ALTERNATE), [
    `fetch http://near.test:8080${PATH}?P1=2, ${SERVER}?P1=2`,
  ]);
  t.same(planned([wanted({ urls: [`http://near.test:8080${PATH}`] })], ALTERNATE), [
    `fetch http://near.test:8080${PATH}`,
  ]);
});

t.test('a file without a URL is asked for at the alternate only where policy says so', async (t) => {
  const fills = { ...ALTERNATE, fillsEmptyUrls: true };
  const none = [wanted({ urls: [] })];
  t.same(planned(none, fills), [`fetch http://near.test:8080${PATH}`]);
  t.same(planned(none, ALTERNATE), ['refused WU_E_DM_URLNOTAVAILABLE']);
  t.same(planned(none, { ...WSUS, fillsEmptyUrls: true }), ['refused WU_E_DM_URLNOTAVAILABLE']);
  t.same(planned([wanted({ urls: [], name: 'noextension' })], fills), ['refused WU_E_DM_URLNOTAVAILABLE']);
  t.same(planned([wanted()], fills), [`fetch http://near.test:8080${PATH}, ${SERVER}`]);
});

t.test('URLs that are of no use are judged', async (t) => {
  for (const [url, code] of [
    ['', 'WU_E_DM_URLNOTAVAILABLE'],
    ['  ', 'WU_E_DM_URLNOTAVAILABLE'],
    [PATH, 'WU_E_BAD_FILE_URL'],
    ['//wsus.test/file.exe', 'WU_E_BAD_FILE_URL'],
    ['ftp://wsus.test/file.exe', 'WU_E_BAD_FILE_URL'],
    ['file:///etc/passwd', 'WU_E_BAD_FILE_URL'],
    ['http://', 'WU_E_BAD_FILE_URL'],
    ['http://a:b@wsus.test/file.exe', 'WU_E_BAD_FILE_URL'],
    ['http://wsus.test/Content/', 'WU_E_BAD_FILE_URL'],
    [`http://wsus.test/${'a'.repeat(3000)}`, 'WU_E_URL_TOO_LONG'],
  ] as const) {
    t.same(planned([wanted({ urls: [url] })]), [`refused ${code}`], url.slice(0, 40));
    t.same(planned([wanted({ urls: [url, SERVER] })]), [`fetch ${SERVER}`], 'beside a good one');
  }
});

t.test('what several updates want is fetched once, and each is told', async (t) => {
  const other = 'http://other.test/file.exe';
  const { steps } = planFetch(
    [
      wanted(),
      wanted({ sha1: 'c'.repeat(40) }),
      wanted({ sha1: SHA1.toUpperCase(), urls: [other] }, 'two'),
      wanted(),
    ],
    { wsus: WSUS },
    () => undefined,
  );
  t.equal(steps.length, 2);
  t.same(steps[0]?.updateIds, ['one', 'two']);
  t.match(steps[0], { kind: 'fetch', urls: [{ href: SERVER }, { href: other }] });
});

t.test('who says another size of a digest than the first is planned for later', async (t) => {
  const later = wanted({ size: 99 });
  const { steps, rest } = planFetch([wanted(), later, wanted()], { wsus: WSUS }, () => undefined);
  t.equal(steps.length, 1);
  t.same(rest, [later]);
});

t.test('what is said of a SHA-256 changes nothing about where a file comes from', async (t) => {
  const [one, two] = [{ sha256: 'a'.repeat(64) }, { sha256: 'b'.repeat(64) }];
  t.same(planned([wanted(one), wanted(two), wanted()]), [`fetch ${SERVER}`]);
});

t.test('a digest that is none is refused', async (t) => {
  t.same(planned([wanted({ sha1: '../../etc/passwd' })]), ['refused WU_E_XML_INVALID']);
});

t.test('no path of a server leads the alternate to another host', async (t) => {
  for (const [path, asked] of [
    ['//evil.test/x.exe', '//evil.test/x.exe'],
    ['//a:99999/x.exe', '//a:99999/x.exe'],
    ['//[/x.exe', '//[/x.exe'],
    ['/\\evil.test/x.exe', '//evil.test/x.exe'],
    ['/..//evil.test/x.exe?y=//z', '//evil.test/x.exe?y=//z'],
  ] as const)
    t.same(
      planned([wanted({ urls: [`http://wsus.test:8530${path}`] })], ALTERNATE),
      [`fetch http://near.test:8080${asked}, http://wsus.test:8530${asked}`],
      path,
    );
});

t.test('what is there and verified is not fetched again', async (t) => {
  const path = '/content/file.exe';
  t.same(planned([wanted()], WSUS, path), [`there ${path}`]);
  const [step] = planFetch([wanted()], {}, () => path).steps;
  t.match(step, { code: 'WU_S_ALREADY_DOWNLOADED' });
});

t.test('peers are for the modes that have them', async (t) => {
  for (const [downloadMode, peers] of [
    ['http', 'none'],
    ['simple', 'none'],
    ['bypass', 'none'],
    ['lan', 'lan'],
    ['group', 'group'],
    ['internet', 'internet'],
  ] as const)
    t.equal(planFetch([], { downloadMode }, () => undefined).peers, peers, downloadMode);
  t.equal(planFetch([], {}, () => undefined).peers, 'lan', 'nothing set');
});
