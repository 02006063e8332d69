import t from 'tap';
import { parseText } from '../../platform/documents/parse-text.ts';

const ERRORS = { tooLarge: 'SEED_TOO_LARGE', syntax: 'SEED_SYNTAX' } as const;

t.test(
  'JSON that is nothing but brackets is refused before it is parsed, and brackets in texts are not counted',
  async (t) => {
    t.throws(() => parseText('['.repeat(8_000_000), 'a.json', ERRORS), { code: 'SEED_TOO_LARGE' });
    const text = JSON.stringify({ a: '[{'.repeat(1_000), b: ['\\"[', '\\'] });
    t.same(parseText(text, 'a.json', ERRORS).value, JSON.parse(text));
    t.throws(() => parseText('{"a":"\\', 'a.json', ERRORS), { code: 'SEED_SYNTAX' });
  },
);
