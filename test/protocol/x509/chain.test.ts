import { generateKeyPairSync } from 'node:crypto';
import t from 'tap';
import { followChain } from '../../../protocol/x509/chain.ts';
import { type Issued, issue } from '../../helpers/tls-certificates.ts';

const root = issue({ name: 'Root' });
const lower = issue({ name: 'Lower', issuer: root });
const leaf = issue({ name: 'leaf', issuer: lower, names: ['leaf.test'] });

const follow = (first: Issued, sent: readonly Issued[], anchors: readonly Issued[]) =>
  followChain(
    first.certificate,
    sent.map(({ certificate }) => certificate),
    anchors.map(({ certificate }) => certificate),
  );
const names = (chain: ReturnType<typeof follow>) =>
  chain.kind === 'trusted' ? chain.certificates.map(({ subject }) => subject) : chain.reason;

t.test('a chain goes from the leaf to the trusted root, in whatever order it was sent', async (t) => {
  const expected = ['CN=leaf', 'CN=Lower', 'CN=Root'];
  t.same(names(follow(leaf, [lower], [root])), expected);
  t.same(names(follow(leaf, [root, leaf, lower], [root])), expected);
});

t.test('a trusted authority further down ends the chain', async (t) => {
  t.same(names(follow(leaf, [lower, root], [root, lower])), ['CN=leaf', 'CN=Lower']);
});

t.test('a trusted certificate of its own making is a chain by itself', async (t) => {
  const own = issue({ name: 'own', names: ['own.test'] });
  t.same(names(follow(own, [], [own])), ['CN=own']);
  t.match(names(follow(own, [], [root])), /"CN=own" is its own issuer and not trusted/);
});

t.test('a missing authority is named by what it issued', async (t) => {
  t.match(names(follow(leaf, [], [root])), /none the server sent issued "CN=leaf"/);
  t.match(names(follow(leaf, [lower], [issue({ name: 'Other' })])), /issued "CN=Lower"/);
});

t.test('an authority of the same name with another key does not count', async (t) => {
  const twin = issue({ name: 'Root' });
  t.match(
    names(follow(leaf, [lower], [twin])),
    /"CN=Lower" names an issuer that is known, but its signature/,
  );
  t.same(names(follow(leaf, [issue({ name: 'Lower', issuer: root }), lower], [root])).length, 3);
});

t.test('a server cannot issue certificates', async (t) => {
  const under = issue({ name: 'under', issuer: leaf, names: ['under.test'] });
  t.match(names(follow(under, [leaf, lower], [root])), /issued "CN=under"/);
});

t.test('a signature with SHA-1 does not count', async (t) => {
  const weak = issue({ name: 'weak', issuer: root, names: ['weak.test'], hash: 'sha1' });
  t.match(names(follow(weak, [], [root])), /made with SHA-1/);
});

t.test('RSA and elliptic keys mix, with every hash of SHA-2', async (t) => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
    const rsa = issue({ name: 'RSA', issuer: root, key: privateKey, hash });
    const under = issue({ name: 'under', issuer: rsa, names: ['under.test'], hash });
    t.same(names(follow(under, [rsa], [root])), ['CN=under', 'CN=RSA', 'CN=Root'], hash);
  }
});

t.test('a chain has at most eight certificates', async (t) => {
  const below = (count: number): Issued[] => {
    const authorities: Issued[] = [];
    for (let index = 0; index < count; index += 1) {
      authorities.unshift(issue({ name: `CA ${index}`, issuer: authorities[0] ?? root }));
    }
    return authorities;
  };
  const make = (count: number) => {
    const authorities = below(count);
    return follow(issue({ name: 'end', issuer: authorities[0]!, names: ['end.test'] }), authorities, [root]);
  };
  t.equal(make(6).kind, 'trusted');
  t.match(names(make(8)), /more than 8/);
});

t.test('authorities that issue each other end nowhere', async (t) => {
  const { privateKey: a } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { privateKey: b } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const [selfA, selfB] = [issue({ name: 'A', key: a }), issue({ name: 'B', key: b })];
  const cross = [issue({ name: 'A', key: a, issuer: selfB }), issue({ name: 'B', key: b, issuer: selfA })];
  const end = issue({ name: 'end', issuer: selfA, names: ['end.test'] });
  t.equal(follow(end, cross, [root]).kind, 'broken');
});
