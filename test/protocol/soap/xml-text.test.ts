import fc from 'fast-check';
import t from 'tap';
import {
  escapeAttribute,
  escapeText,
  isXmlCharacter,
  resolveReferences,
} from '../../../protocol/soap/xml-text.ts';
import { xmlText } from '../../helpers/arbitraries.ts';

t.test('escaped text has no markup and resolves to what it was', (t) => {
  fc.assert(
    fc.property(xmlText, (text) => {
      for (const escaped of [escapeText(text), escapeAttribute(text)]) {
        t.notMatch(escaped, /[<>\r]/);
        t.equal(resolveReferences(escaped), text);
      }
      t.notMatch(escapeAttribute(text), /["\n\t]/);
    }),
    { endOnFailure: true },
  );
  t.end();
});

t.test('what XML cannot carry is written as the replacement character', (t) => {
  for (let code = 0; code <= 0xffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const written = escapeText(String.fromCharCode(code)).includes('\u{fffd}');
    if (written !== (!isXmlCharacter(code) || code === 0xfffd)) t.fail(`U+${code.toString(16)} in text`);
    const inAttribute = escapeAttribute(String.fromCharCode(code)).includes('\u{fffd}');
    if (inAttribute !== written) t.fail(`U+${code.toString(16)} in an attribute`);
  }
  t.equal(escapeText('a\0b\x1fc\uffff'), 'a\u{fffd}b\u{fffd}c\u{fffd}');
  t.end();
});

t.test('references that XML does not define resolve to nothing', (t) => {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['&#65;&#x42;', 'AB'],
    ['&#0000000000000000000065;', 'A'],
    ['&lt;&#60;', '<<'],
    ['&', undefined],
    ['&lt', undefined],
    ['&lt &gt;', undefined],
    ['&constructor;', undefined],
    ['&#xd800;&#xdc00;', undefined],
    ['&#4294967361;', undefined],
    ['&#-65;', undefined],
    ['&#6_5;', undefined],
    ['&#x;', undefined],
    ['&;', undefined],
    ['&#65', undefined],
  ];
  for (const [raw, expected] of rows) t.equal(resolveReferences(raw), expected, raw);
  t.end();
});

t.test('a long row of ampersands is refused without reading it again and again', (t) => {
  t.equal(resolveReferences(`${'&'.repeat(4_000_000)};`), undefined);
  t.equal(resolveReferences('&lt;'.repeat(500_000))?.length, 500_000);
  t.end();
});
