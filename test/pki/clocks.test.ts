import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import t from 'tap';
import type { AuthorityId } from '../../pki/index.ts';
import { createVirtualClock } from '../../platform/clock.ts';
import { readCrl } from '../../protocol/x509/crl.ts';
import { crlStatus } from '../../protocol/x509/crl-status.ts';
import { ocspRequest } from '../../protocol/x509/ocsp-request.ts';
import { ocspStatus } from '../../protocol/x509/ocsp-status.ts';
import { questionOf } from '../../protocol/x509/revocation-answer.ts';
import { contentsOf, makePkiWithItsKeys, pem } from '../helpers/pki.ts';
import { hasTool, run } from '../helpers/tools.ts';

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const clock = createVirtualClock('2026-06-01T12:34:56.789Z');
const start = clock.now();
const others = [start + 2 * YEAR, start - 400 * DAY];
const { pki, folder } = await makePkiWithItsKeys(t, { clock, clocks: () => others });
const issuer = new X509Certificate(pki.certificateDer('tls'));
const leafAt = (now?: number) => new X509Certificate(pki.secureContextFor('clocks.test', now)?.cert ?? '');
const datesOf = ({ validFrom, validTo }: X509Certificate) =>
  [Date.parse(validFrom), Date.parse(validTo)] as const;

/** What our own reader, which is the device's too, says of the server certificate at `now`. */
function statusAt(now: number): readonly string[] {
  const question = questionOf(leafAt(start).raw, issuer.raw, now);
  const answer = pki.ocspResponse(ocspRequest(question.certificate, question.issuer));
  const answers = [crlStatus(pki.crl('tls'), question, false), ocspStatus(answer, question)];
  return answers.map((one) => (one.kind === 'none' ? one.reason : one.kind));
}

t.test('lists and answers hold at the moments of every clock', async (t) => {
  for (const moment of [start, ...others])
    t.same(statusAt(moment), ['good', 'good'], new Date(moment).toISOString());
  t.same(statusAt(start + 2 * YEAR + 23 * 3_600_000), ['good', 'good'], 'and a day longer');
  t.same(statusAt(start + 2 * YEAR + 6 * DAY)[0], 'good', 'lists a week');
  t.match(statusAt(start + 2 * YEAR + 8 * DAY)[0], /^it ended at/);
  t.match(statusAt(start - 402 * DAY), [/^it holds only from/, /^it holds only from/]);
});

t.test('a list comes from memory until one of the clocks has moved on, or another went back', async (t) => {
  const first = pki.crl('root');
  others[0] = start + 2 * YEAR + 3 * DAY;
  t.equal(pki.crl('root'), first);
  others[0] = start + 2 * YEAR + 4 * DAY;
  const second = pki.crl('root');
  t.not(second, first);
  others[1] = start - 401 * DAY;
  t.not(pki.crl('root'), second);
});

t.test('clocks at the end of the calendar get lists that can be read', async (t) => {
  const lastMoment = Date.parse('9999-12-31T23:59:59Z');
  others.push(lastMoment);
  const { nextUpdate } = readCrl(pki.crl('tls'));
  others.pop();
  t.equal(nextUpdate, lastMoment);
});

t.test('openssl takes what is served at a moment two years ahead, list included', async (t) => {
  if (!hasTool(t, 'openssl')) return;
  const put = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const ids: readonly AuthorityId[] = ['root', 'tls'];
  const lists = put('test-lists.pem', ids.map((id) => pem('X509 CRL', pki.crl(id))).join(''));
  const verify = (moment: number, now: number) => {
    const chain = put('test-chain.pem', pki.secureContextFor('clocks.test', now)?.cert ?? '');
    const at = ['-attime', String(Math.floor(moment / 1000))];
    const trust = ['-CAfile', path.join(folder, 'root.pem'), '-untrusted', chain];
    return run('openssl', ['verify', ...at, ...trust, '-crl_check_all', '-CRLfile', lists, chain]);
  };
  const ahead = start + 2 * YEAR;
  t.equal(verify(ahead, ahead).status, 0, verify(ahead, ahead).stderr.toString());
  t.match(verify(ahead, start).stderr.toString(), /certificate has expired/);
});

t.test(
  'the certificate of a moment is valid then, whichever moments others asked for meanwhile',
  async (t) => {
    for (const now of [start, start + 2 * YEAR, start + 14 * YEAR]) {
      const [from, to] = datesOf(leafAt(now));
      t.ok(from <= now && to > now + 20 * DAY, new Date(now).toISOString());
    }
    const ahead = pki.secureContextFor('clocks.test', start + 2 * YEAR);
    const here = pki.secureContextFor('clocks.test');
    t.equal(pki.secureContextFor('clocks.test', start + 2 * YEAR + DAY), ahead, 'one object a certificate');
    t.equal(pki.secureContextFor('clocks.test', start), here);
    t.equal(pki.secureContextFor('localhost', start + 2 * YEAR), pki.defaultSecureContext(start + 2 * YEAR));
    t.not(pki.defaultSecureContext(start + 2 * YEAR), pki.defaultSecureContext());
  },
);

t.test('beyond its issuer there is the certificate of the nearest moment', async (t) => {
  const [first, last] = datesOf(issuer);
  const atEnd = datesOf(leafAt(last));
  t.equal(atEnd[1], last, 'it ends with its issuer');
  t.same(datesOf(leafAt(last + 3 * YEAR)), atEnd);
  t.same(datesOf(leafAt(first - 3 * YEAR)), datesOf(leafAt(first)));
  t.not(leafAt(last).serialNumber, leafAt(last - 400 * DAY).serialNumber);
});

t.test('clocks change nothing that is kept', async (t) => {
  const alone = await makePkiWithItsKeys(t, { clock: createVirtualClock(start) });
  const names = ['issuance.json', 'root.pem', 'tls.pem', 'publisher-b.pem', 'server.key.pem'];
  t.same(contentsOf(alone.folder, names), contentsOf(folder, names));
});
