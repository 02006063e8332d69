import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { openPki, type Pki } from '../../pki/index.ts';
import { MockWuError } from '../../platform/errors/index.ts';
import { makePki } from '../helpers/pki.ts';

const { folder, options } = await makePki(t);

/** The same folder at another place, to be damaged there. */
function copyFor(t: Test): { readonly folder: string; readonly at: (name: string) => string } {
  const copy = path.join(t.testdir({}), 'pki');
  cpSync(folder, copy, { recursive: true });
  return { folder: copy, at: (name) => path.join(copy, name) };
}

const reopen = (changes: { readonly folder: string }): Promise<Pki> => openPki({ ...options, ...changes });

interface Damage {
  readonly name: string;
  readonly code: MockWuError['code'];
  readonly file: string;
  readonly damage: (at: (name: string) => string) => void;
}

const half = (file: string) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, 700));

const damages: readonly Damage[] = [
  {
    name: 'a key cut off',
    code: 'PKI_FILE_DAMAGED',
    file: 'tls.key.pem',
    damage: (at) => half(at('tls.key.pem')),
  },
  {
    name: 'a certificate cut off',
    code: 'PKI_FILE_DAMAGED',
    file: 'root.pem',
    damage: (at) => half(at('root.pem')),
  },
  {
    name: 'an empty key',
    code: 'PKI_FILE_DAMAGED',
    file: 'root.key.pem',
    damage: (at) => writeFileSync(at('root.key.pem'), ''),
  },
  {
    name: 'a certificate in place of a key',
    code: 'PKI_FILE_DAMAGED',
    file: 'server.key.pem',
    damage: (at) => cpSync(at('root.pem'), at('server.key.pem')),
  },
  {
    name: 'the key of another authority',
    code: 'PKI_FILE_MISMATCH',
    file: 'tls.pem',
    damage: (at) => cpSync(at('code.key.pem'), at('tls.key.pem')),
  },
  {
    name: 'a certificate under another issuer',
    code: 'PKI_FILE_MISMATCH',
    file: 'code-a.pem',
    damage: (at) => {
      cpSync(at('code-b.key.pem'), at('code-a.key.pem'));
      cpSync(at('publisher-b.pem'), at('code-a.pem'));
      cpSync(at('publisher-b.key.pem'), at('code-a.key.pem'));
    },
  },
  {
    name: 'a lost key',
    code: 'PKI_FILE_MISSING',
    file: 'code.key.pem',
    damage: (at) => rmSync(at('code.key.pem')),
  },
  {
    name: 'a lost root',
    code: 'PKI_FILE_MISSING',
    file: 'root.key.pem',
    damage: (at) => {
      rmSync(at('root.pem'));
      rmSync(at('root.key.pem'));
    },
  },
  {
    name: 'a folder in place of a file',
    code: 'PKI_FILE_UNREADABLE',
    file: 'tls.pem',
    damage: (at) => {
      rmSync(at('tls.pem'));
      mkdirSync(at('tls.pem'));
    },
  },
  {
    name: 'a huge file',
    code: 'PKI_FILE_UNREADABLE',
    file: 'revoked.json',
    damage: (at) => writeFileSync(at('revoked.json'), Buffer.alloc(5_000_000, 0x20)),
  },
  {
    name: 'a secret cut off',
    code: 'PKI_FILE_DAMAGED',
    file: 'issuance.json',
    damage: (at) => writeFileSync(at('issuance.json'), '{"layout":1,"secret":"00'),
  },
  {
    name: 'a secret without moment',
    code: 'PKI_FILE_DAMAGED',
    file: 'issuance.json',
    damage: (at) =>
      writeFileSync(at('issuance.json'), JSON.stringify({ layout: 1, secret: '00'.repeat(32) })),
  },
  {
    name: 'a foreign revocation list',
    code: 'PKI_FILE_DAMAGED',
    file: 'revoked.json',
    damage: (at) => writeFileSync(at('revoked.json'), '{"layout":1,"revoked":[{"serial":"x"}]}'),
  },
];

for (const { name, code, file, damage } of damages) {
  t.test(`${name} is an error that names the file and the repair`, async (t) => {
    const { folder, at } = copyFor(t);
    damage(at);
    const thrown = await reopen({ folder }).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(thrown instanceof MockWuError)) throw new TypeError(`no error of ours but ${thrown}`);
    t.equal(thrown.code, code);
    t.match(thrown.message, at(file));
    t.match(thrown.repair, /delete/);
    t.notMatch(thrown.message + thrown.repair, /PRIVATE KEY|\{|\n/);
  });
}

t.test('a folder of a newer version is left alone', async (t) => {
  const { folder, at } = copyFor(t);
  writeFileSync(at('issuance.json'), '{"layout":2}');
  await t.rejects(reopen({ folder }), { code: 'PKI_FOLDER_NEWER', message: /layout 2.*layout 1/ });
});

t.test('a folder that cannot be made is an error', async (t) => {
  const file = path.join(t.testdir({ taken: 'a file' }), 'taken');
  await t.rejects(reopen({ folder: file }), { code: 'PKI_FOLDER_UNWRITABLE', message: /EEXIST/ });
  await t.rejects(reopen({ folder: path.join(file, 'pki') }), {
    code: 'PKI_FOLDER_UNWRITABLE',
    message: /ENOTDIR/,
  });
});

t.test('a key without read permission is an error', async (t) => {
  if (process.getuid?.() === 0) {
    t.pass('skipped', { skip: 'the superuser may read everything' });
    return;
  }
  const { folder, at } = copyFor(t);
  chmodSync(at('root.key.pem'), 0);
  await t.rejects(reopen({ folder }), { code: 'PKI_FILE_UNREADABLE', message: /root\.key\.pem.*EACCES/ });
});
