// better-sqlite3 is native code. Its install script fetches a prebuilt binary or compiles one; where install
// scripts were blocked (npm's allowScripts, --ignore-scripts) nothing was built, so build it here, once.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

function loads() {
  // In a process of its own: a failed native load cannot be retried in the same one.
  const probe = "const D=require('better-sqlite3');new D(':memory:').close()";
  return spawnSync(process.execPath, ['-e', probe], { stdio: 'ignore' }).status === 0;
}

if (!loads()) {
  const folder = path.dirname(require.resolve('better-sqlite3/package.json'));
  console.error('better-sqlite3 has no binary for this Node yet: building it (about a minute) …');
  const npmCli = process.env.npm_execpath;
  const npm = (args, cwd) =>
    npmCli
      ? spawnSync(process.execPath, [npmCli, ...args], { cwd, stdio: 'inherit' })
      : spawnSync('npm', args, { cwd, stdio: 'inherit', shell: process.platform === 'win32' });
  npm(['run', 'install', '--foreground-scripts'], folder);
  if (!loads()) npm(['run', 'build-release'], folder);
  if (!loads()) {
    console.error(
      'better-sqlite3 could not be built. Install a C++ toolchain (Debian: apt-get install python3 make g++) and run: npm rebuild better-sqlite3',
    );
    process.exit(1);
  }
}
