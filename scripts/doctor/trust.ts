import { X509Certificate } from 'node:crypto';
import { ask } from '../http-get.ts';
import { rootPath, shakeHands } from './ask.ts';
import { type Examined, type Finding, failed, info, ok, warn } from './finding.ts';
import { systemTrusts } from './system-trust.ts';

/** Whether the running server shows a certificate of our root, and whether this system trusts that root. */
export async function checkTrust(examined: Examined): Promise<readonly Finding[]> {
  const { server, urls } = examined;
  const { rootPem } = examined.pki;
  if (rootPem === undefined) return [withoutRoot(server)];
  const url = server ?? urls.https;
  const found = url.startsWith('https:')
    ? await checkHandshake(url, rootPem, server !== undefined)
    : await checkPlain(url, rootPem);
  return [found, checkSystem(examined, rootPem)];
}

function withoutRoot(server: string | undefined): Finding {
  if (server === undefined) return info('there is no root certificate to trust yet');
  return failed(
    `${server} cannot be verified: this state folder has no root certificate`,
    'Name the state folder of that server with --state.',
  );
}

async function checkHandshake(url: string, rootPem: string, isAskedFor: boolean): Promise<Finding> {
  const result = await shakeHands(url, rootPem);
  if (result.kind === 'verified') return ok(`${url} shows a certificate of our root (${result.protocol})`);
  if (result.kind === 'refused')
    return failed(`${url} does not verify: ${result.reason}`, repairOf(result.reason));
  return isAskedFor
    ? failed(`${url} cannot be reached: ${result.reason}`, 'Start the double there, or correct --server.')
    : info(`${url} is not running, so there is nothing to shake hands with`);
}

function repairOf(reason: string): string {
  return /altname|alert|unrecognized/i.test(reason)
    ? 'Start the double with --name and the host name clients use.'
    : 'Name the state folder of that server with --state, or look for a proxy in between.';
}

async function checkPlain(url: string, rootPem: string): Promise<Finding> {
  const answer = await ask(`${url}${rootPath}`);
  if (answer === undefined)
    return failed(`${url} cannot be reached`, 'Start the double there, or correct --server.');
  return answer.body === rootPem
    ? ok(`${url} serves our root certificate (plain HTTP proves nothing about the server)`)
    : failed(
        `${url} is not the double on this state folder`,
        'Name the state folder of that server with --state.',
      );
}

function checkSystem({ platform, environment }: Examined, rootPem: string): Finding {
  const trusted = systemTrusts(new X509Certificate(rootPem), platform, environment);
  const format = platform === 'win32' ? 'ps1' : 'sh';
  if (trusted === undefined) return info(`the trust store of this system cannot be read from here`);
  return trusted
    ? ok('this system trusts our root')
    : warn(
        'this system does not trust our root: only clients that are given it accept the double',
        `Run what mock-wu trust --format ${format} prints, or hand root.pem to the client.`,
      );
}
