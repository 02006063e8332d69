import path from 'node:path';
import Sqlite from 'better-sqlite3';
import t from 'tap';
import { openDatabase } from '../../../catalog/store/database.ts';
import { updateLanguages } from '../../../catalog/store/migrations/update-languages.ts';
import { migrations } from '../../../catalog/store/schema.ts';

const APPLICATION_ID = 0x4d_57_55_31;
const XML =
  '<upd:Update><upd:Properties CompatibleProtocolVersion="1.8"><upd:Language>de</upd:Language></upd:Properties>' +
  '<upd:LocalizedPropertiesCollection><upd:Language>en</upd:Language></upd:LocalizedPropertiesCollection></upd:Update>';

t.test('a catalogue of before servers is taken over with what servers need', async (t) => {
  const file = path.join(t.testdir(), 'catalog.db');
  const old = new Sqlite(file);
  for (const sql of migrations.slice(0, 2)) old.exec(sql);
  old.exec(`
    INSERT INTO setting VALUES ('server_id', 'x');
    INSERT INTO target_group VALUES ('g', 'All', NULL, 1);
    INSERT INTO update_identity (update_key, update_id) VALUES (1, 'u');
    INSERT INTO revision (revision_id, update_key, revision_number, update_type, explicitly_deployable, publication_state,
      default_language, is_mandatory, can_uninstall, kb_article_ids, security_bulletin_ids, title, arrived_at)
      VALUES (1, 1, 1, 'Software', 1, 'Published', 'en', 0, 0, '', '', 't', 1000);
    INSERT INTO document VALUES (1, '${XML}');
    INSERT INTO deployment (deployment_id, revision_id, group_id, action, is_implicit, is_assigned, last_change)
      VALUES (1, 1, 'g', 'Evaluate', 1, 1, 1000), (2, 1, 'g', 'Install', 0, 1, 2000);
    PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 2;`);
  old.close();
  const database = openDatabase(file);
  t.teardown(() => database.close());
  t.same(database.prepare('SELECT languages, compatible_protocol_version AS protocol FROM revision').get(), {
    languages: 'de',
    protocol: '1.8',
  });
  const [implicit, approval] = database
    .prepare('SELECT deployment_guid AS guid, moment FROM deployment ORDER BY deployment_id')
    .all() as { guid: string | null; moment: number }[];
  t.same(implicit, { guid: null, moment: 0 });
  t.match(approval, {
    guid: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    moment: 2000,
  });
  t.equal(database.prepare("SELECT value FROM setting WHERE key = 'last_moment'").pluck().get(), '2000');
});

t.test('the languages of an update are those of its properties, not those of its texts', async (t) => {
  const texts =
    '<LocalizedPropertiesCollection><LocalizedProperties><Language>en</Language></LocalizedProperties></LocalizedPropertiesCollection>';
  for (const [xml, languages] of [
    [XML, 'de'],
    [`<Update><Properties/>${texts}</Update>`, ''],
    [`<upd:Update><upd:Properties UpdateType="Software" /><upd:${texts.slice(1)}</upd:Update>`, ''],
    [
      `<Update><Properties><Language> DE </Language><Language>fr</Language></Properties>${texts}</Update>`,
      'de fr',
    ],
    [`<Update>${texts}</Update>`, ''],
  ] as const)
    t.equal(updateLanguages(xml), languages, xml);
});
