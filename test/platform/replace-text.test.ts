import t from 'tap';
import { replaceText } from '../../platform/replace-text.ts';

t.test('a text is replaced wherever it stands', async (t) => {
  t.equal(replaceText('abcabc', 'b', '$&'), 'a$&ca$&c');
  t.equal(replaceText('abc', 'd', ''), undefined);
});

t.test('a star is all text up to the next border', async (t) => {
  const xml = '<a Digest="1=" /><a Digest="22=" /><b Digest="3" />';
  t.equal(replaceText(xml, '<a Digest="*"', '<a Digest="x"'), xml.replace('1=', 'x').replace('22=', 'x'));
  t.equal(replaceText('<d>2026</d><d></d>', '<d>*</d>', '<d>1</d>'), '<d>1</d><d>1</d>', 'it may be empty');
  t.equal(replaceText('&lt;d&gt;7&lt;/d&gt;', 'd&gt;*&lt;/d', 'd&gt;8&lt;/d'), '&lt;d&gt;8&lt;/d&gt;');
  t.equal(replaceText('<d>1<e/></d>', '<d>*</d>', ''), undefined, 'an element ends it');
  t.equal(replaceText('<d>1', '<d>*</d>', ''), undefined, 'the end of the text is no border');
});

t.test('a star does not stand for a text without end', async (t) => {
  t.equal(replaceText(`<d>${'x'.repeat(5_000)}</d>`, '<d>*</d>', ''), undefined);
  t.equal(replaceText('<d>'.repeat(20_000), '<d>*</d>', ''), undefined, 'many beginnings and no end');
});
