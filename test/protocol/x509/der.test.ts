import t from 'tap';
import {
  childrenOf,
  DerError,
  derOf,
  elementsIn,
  integerText,
  oidText,
  TAG,
  wholeElement,
} from '../../../protocol/x509/der.ts';
import { momentOf } from '../../../protocol/x509/moment.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

t.test('an element is its tag, its content and all of its bytes', async (t) => {
  const element = wholeElement(hex('3006020101020200'));
  t.equal(element.tag, TAG.sequence);
  t.equal(element.raw.toString('hex'), '3006020101020200');
});

t.test('what is not DER is refused', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    nothing: '',
    'a tag alone': '30',
    'a length that goes beyond the bytes': '300201',
    'bytes behind the end': '300000',
    'an indefinite length': '30800000',
    'a length in more bytes than need be': '30810100',
    'a length with leading zeros': '3082007f',
    'a length of two gigabytes': '30847fffffff',
    'a length cut off': '3082ff',
    'a tag of more than one byte': '3f810100',
  };
  for (const [name, bytes] of Object.entries(cases)) t.throws(() => wholeElement(hex(bytes)), DerError, name);
});

t.test('a list of more than a thousand elements is not collected, but can be gone through', async (t) => {
  const list = wholeElement(derOf(TAG.sequence, ...Array.from({ length: 1001 }, () => hex('0500'))));
  t.throws(() => childrenOf(list), { message: 'a list is too long' });
  t.equal([...elementsIn(list.content)].length, 1001);
});

t.test('an element is written as it is read, whatever its length', async (t) => {
  for (const length of [0, 1, 127, 128, 255, 256, 65_535, 65_536]) {
    const content = Buffer.alloc(length, 7);
    t.same(wholeElement(derOf(TAG.octetString, content)).content, content, `${length} bytes`);
  }
});

t.test('numbers and identifiers have one spelling', async (t) => {
  t.equal(integerText(wholeElement(hex('020300abcd'))), 'ABCD');
  t.equal(integerText(wholeElement(hex('020100'))), '0');
  const oids = {
    '06092a864886f70d01010b': '1.2.840.113549.1.1.11',
    '0603551d1f': '2.5.29.31',
    '06028837': '2.999',
  };
  for (const [bytes, text] of Object.entries(oids)) t.equal(oidText(wholeElement(hex(bytes)), 'it'), text);
});

t.test('an identifier with a number cut short, or written longer than need be, is none', async (t) => {
  for (const bytes of ['06035504ff', '06025580', '06045580041f', '0603805504'])
    t.throws(() => oidText(wholeElement(hex(bytes)), 'it'), DerError, bytes);
});

t.test('moments are read in both forms, and no others', async (t) => {
  const read = (tag: number, text: string) => momentOf(wholeElement(derOf(tag, Buffer.from(text))), 'it');
  t.equal(read(TAG.utcTime, '491231235959Z'), Date.UTC(2049, 11, 31, 23, 59, 59));
  t.equal(read(TAG.utcTime, '500101000000Z'), Date.UTC(1950, 0, 1));
  t.equal(read(TAG.generalizedTime, '20500101000000Z'), Date.UTC(2050, 0, 1));
  t.equal(read(TAG.generalizedTime, '20260101000000.5Z'), Date.UTC(2026, 0, 1));
  for (const text of ['2601010000Z', '261301000000Z', '260101000000+0100', '20260101000000Z', '']) {
    t.throws(() => read(TAG.utcTime, text), DerError, `"${text}"`);
  }
  t.throws(() => momentOf(undefined, 'it'), DerError);
});
