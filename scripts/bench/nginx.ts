import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fail } from '../../platform/errors/index.ts';
import { findProgram } from '../find-program.ts';

/** Tries of 20 ms each before nginx counts as not started. */
const START_TRIES = 250;

/** A running nginx: plain HTTP on loopback. */
export interface Nginx {
  readonly port: number;
  close(): Promise<void>;
}

/** The path of the installed nginx, or undefined. */
export function findNginx(searchPath: string = process.env.PATH ?? ''): string | undefined {
  return findProgram('nginx', searchPath);
}

/**
 * Starts `binary` with one worker, sendfile on and no access log, serving the files of `root` as octets on
 * 127.0.0.1. Everything it writes goes to `scratch`.
 *
 * @throws BENCH_NGINX with what it printed
 */
export async function startNginx(binary: string, root: string, scratch: string): Promise<Nginx> {
  const port = await freePort();
  const prefix = path.join(scratch, 'nginx');
  mkdirSync(prefix, { recursive: true });
  const configFile = path.join(prefix, 'nginx.conf');
  writeFileSync(configFile, configuration(root, prefix, port));
  const child = spawn(binary, ['-p', prefix, '-e', path.join(prefix, 'error.log'), '-c', configFile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let printed = '';
  child.stderr.on('data', (text) => {
    printed += text;
  });
  child.on('error', (error) => {
    printed += error.message;
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async () => {
    if (child.pid === undefined) return;
    child.kill('SIGTERM');
    await closed;
  };
  if (!(await accepts(port, child))) {
    await stop();
    fail('BENCH_NGINX', { why: printed.trim() || `port ${port} accepts nothing` });
  }
  return { port, close: stop };
}

function configuration(root: string, prefix: string, port: number): string {
  // As root, nginx hands its worker to an account that may not read a private folder.
  const user = process.getuid?.() === 0 ? 'user root;\n' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `  ${name}_temp_path "${prefix}/${name}";\n`)
    .join('');
  return `${user}daemon off;
worker_processes 1;
pid "${prefix}/nginx.pid";
events { worker_connections 256; }
http {
${temporary}  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  default_type application/octet-stream;
  server {
    listen 127.0.0.1:${port};
    root "${root}";
  }
}
`;
}

async function accepts(port: number, child: ChildProcess): Promise<boolean> {
  for (let tries = 0; tries < START_TRIES && child.exitCode === null && child.pid !== undefined; tries++) {
    if (await connects(port)) return true;
    await pause(20);
  }
  return false;
}

function connects(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const closed = once(server, 'close');
  server.close();
  await closed;
  return typeof address === 'object' && address ? address.port : 0;
}
