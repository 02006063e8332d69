import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Test } from 'tap';
import { mockWu } from './command-line.ts';
import { projectRoot } from './project-root.ts';

/** The text of a file of the project. */
export const projectFile = (name: string): string => readFileSync(path.join(projectRoot, name), 'utf8');

/** Every call of mock-wu in shell or PowerShell `text`, as its words, without what the shell adds. */
export function callsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/(?:^|[\s'"])mock-wu(?:\.js)? ([^\n'";|>&]*)/gm)]
    .map(([, call = '']) => call.trim().split(/\s+/))
    .filter(([word = '']) => /^[a-z]/.test(word));
}

/** Checks that the command and each option of `call` exist. */
export async function checkCall(t: Test, call: readonly string[]): Promise<void> {
  const words = call.slice(0, call.findIndex((word) => !/^[a-z]+$/.test(word)) >>> 0);
  const { code, stdout } = await mockWu(...words, '--help');
  const [, found = ''] = /^Usage: mock-wu ([a-z ]*[a-z])/.exec(stdout) ?? [];
  t.ok(code === 0 && found !== '' && `${words.join(' ')} `.startsWith(`${found} `), call.join(' '));
  t.notMatch(stdout, /^Commands:/m, 'it is a command, not a group of them');
  for (const option of call.filter((word) => word.startsWith('--')))
    t.match(stdout, new RegExp(`^ +${option.replace(/=.*/, '')}\\b`, 'm'), call.join(' '));
}
