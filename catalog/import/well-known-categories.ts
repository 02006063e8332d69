import type { CategoryType } from '../../protocol/metadata/update-document.ts';
import { nameKey } from './name-key.ts';
import type { SeedRule } from './seed.ts';

/** A category every seed may name without declaring it. Its id is the real one. */
export interface WellKnownCategory {
  readonly updateId: string;
  readonly name: string;
  readonly type: CategoryType;
  /** UpdateID of the company or family above it. */
  readonly parent?: string;
  readonly installed: SeedRule;
}

/** Products of desktop Windows 10 and 11 share version 10.0; real documents compare no build, ours tell them apart. */
const WINDOWS_11: SeedRule = { windows: { minimum: '10.0.22000', type: 'workstation' } };
const WINDOWS_10: SeedRule = {
  windows: { minimum: '10.0.10240', below: '10.0.22000', type: 'workstation' },
};
const CLIENT_10_OR_LATER: SeedRule = { windows: { minimum: '10.0', type: 'workstation' } };
const workstation = (version: string): SeedRule => ({ windows: { version, type: 'workstation' } });
const server = (version: string): SeedRule => ({ windows: { version, type: 'server' } });
const serverFrom = (minimum: string): SeedRule => ({ windows: { minimum, type: 'server' } });

const MICROSOFT = '56309036-4c77-4dd9-951a-99ee9c246a94';
const WINDOWS = '6964aab4-c5b5-43bd-a17d-ffb4346a8e1d';
const OFFICE = '477b856e-65c4-4473-b621-a8b230bb70d9';
const SQL_SERVER = '0a4c6c73-8887-4d7f-9cbe-d08fa8fa9d1e';
const EXCHANGE = '352f9494-d516-4b40-a21a-cd2416098982';
const DEVELOPER_TOOLS = '48ce8c86-6850-4f68-8e9d-7dc8535ced60';
const LOCAL_PUBLISHER = '7c40e8c2-01ae-47f5-9af2-6e75a0582518';

const companies: readonly (readonly [string, string])[] = [
  [MICROSOFT, 'Microsoft'],
  [LOCAL_PUBLISHER, 'Local Publisher'],
];

const families: readonly (readonly [string, string])[] = [
  [WINDOWS, 'Windows'],
  [OFFICE, 'Office'],
  [EXCHANGE, 'Exchange'],
  [SQL_SERVER, 'SQL Server'],
  [DEVELOPER_TOOLS, 'Developer Tools, Runtimes, and Redistributables'],
  ['f8c3c9a9-10de-4f09-bc16-5eb1b861fb4c', 'Forefront'],
  ['26a5d0a5-b108-46f1-93fa-f2a9cf10d029', 'System Center'],
  ['fe729f7e-3945-11dc-8e0c-cd1356d89593', 'Silverlight'],
];

const classifications: readonly (readonly [string, string])[] = [
  ['e6cf1350-c01b-414d-a61f-263d14d133b4', 'Critical Updates'],
  ['0fa1201d-4330-4fa8-8ae9-b877473b6441', 'Security Updates'],
  ['e0789628-ce08-4437-be74-2495b842f43b', 'Definition Updates'],
  ['28bc880e-0592-4cbf-8f95-c79b17911d5f', 'Update Rollups'],
  ['cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83', 'Updates'],
  ['b54e7d24-7add-428f-8b75-90a396fa584f', 'Feature Packs'],
  ['68c5b0a3-d1a6-4553-ae49-01d3a7827828', 'Service Packs'],
  ['b4832bd8-e735-4761-8daf-37f882276dab', 'Tools'],
  ['ebfc1fc5-71a4-4f7b-9aca-3b9a503104a0', 'Drivers'],
  ['3689bdc8-b205-4af4-8d4a-a63924c5e9d5', 'Upgrades'],
  ['5c9376ab-8ce6-464a-b136-22113dd69801', 'Applications'],
  ['434de588-ed14-48f5-8eed-a15e09a991f6', 'Connectors'],
  ['e140075d-8433-45c3-ad87-e72345b36078', 'Developer Kits'],
  ['9511d615-35b2-47bb-927f-f73d8e9260bb', 'Guidance'],
  ['051f8713-e600-4bee-b7b7-690d43c78948', 'WSUS Infrastructure Updates'],
  ['77835c8d-62a7-41f5-82ad-f28d1af1e3b1', 'Driver Sets'],
];

const DEFENDER: SeedRule = { registry: 'HKLM\\SOFTWARE\\Microsoft\\Windows Defender' };
const CLICK_TO_RUN: SeedRule = { registry: 'HKLM\\SOFTWARE\\Microsoft\\Office\\ClickToRun' };
const EDGE: SeedRule = { registry: 'HKLM\\SOFTWARE\\Microsoft\\EdgeUpdate' };

/** Id, name, id of the parent, when a machine has it. Some names exist twice in reality; the one in use is here. */
const products: readonly (readonly [string, string, string, SeedRule])[] = [
  ['72e7624a-5b00-45d2-b92f-e561c0a6a160', 'Windows 11', WINDOWS, WINDOWS_11],
  ['a3c2375d-0c8a-42f9-bce0-28333e198407', 'Windows 10', WINDOWS, WINDOWS_10],
  ['b3c75dc1-155f-4be4-b015-3f1a91758e52', 'Windows 10, version 1903 and later', WINDOWS, WINDOWS_10],
  ['d2085b71-5f1f-43a9-880d-ed159016d5c6', 'Windows 10 LTSB', WINDOWS, WINDOWS_10],
  ['6407468e-edc7-4ecd-8c32-521f64cee65e', 'Windows 8.1', WINDOWS, workstation('6.3')],
  ['bfe5b177-a086-47a0-b102-097e4fa1f807', 'Windows 7', WINDOWS, workstation('6.1')],
  ['ca006cfb-49eb-439b-880a-1312e1fc9713', 'Windows Insider Pre-Release', WINDOWS, false],
  [
    'b256987d-4693-4c87-955d-dbb9341205eb',
    'Microsoft Server Operating System-24H2',
    WINDOWS,
    serverFrom('10.0'),
  ],
  [
    '607efb8d-feed-48a0-930e-14d0cf2da71f',
    'Microsoft Server Operating System-23H2',
    WINDOWS,
    serverFrom('10.0'),
  ],
  [
    '2c7888b6-f9e9-4ee9-87af-a77705193893',
    'Microsoft Server Operating System-22H2',
    WINDOWS,
    serverFrom('10.0'),
  ],
  [
    '71718f13-7324-4b0f-8f9e-2ca9dc978e53',
    'Microsoft Server operating system-21H2',
    WINDOWS,
    serverFrom('10.0'),
  ],
  ['f702a48c-919b-45d6-9aef-ca4248d50397', 'Windows Server 2019', WINDOWS, serverFrom('10.0')],
  ['569e8e8f-c6cd-42c8-92a3-efbb20a0f6f5', 'Windows Server 2016', WINDOWS, serverFrom('10.0')],
  ['d31bd4c3-d872-41c9-a2e7-231f372588cb', 'Windows Server 2012 R2', WINDOWS, server('6.3')],
  ['a105a108-7c9b-4518-bbbe-73f0fe30012b', 'Windows Server 2012', WINDOWS, server('6.2')],
  ['fdfe8200-9d98-44ba-a12a-772282bf60ef', 'Windows Server 2008 R2', WINDOWS, server('6.1')],
  ['8c3fcc84-7410-4a95-8b89-a166a0190486', 'Microsoft Defender Antivirus', WINDOWS, DEFENDER],
  ['52561474-cdfa-4717-8692-bf8d58abc425', 'Microsoft Defender for Endpoint', WINDOWS, DEFENDER],
  ['2d2a68ab-50ca-4d80-b96c-757bc32024c7', 'Windows Security platform', WINDOWS, CLIENT_10_OR_LATER],
  ['69010383-ff55-4227-bd6c-d91c26f2643b', 'Microsoft Edge', WINDOWS, EDGE],
  ['05eebf61-148b-43cf-80da-1c99ab0b8699', 'Windows 10 and later drivers', WINDOWS, CLIENT_10_OR_LATER],
  [
    '34f268b4-7e2d-40e1-8966-8bb6ea3dad27',
    'Windows 10 and later upgrade & servicing drivers',
    WINDOWS,
    CLIENT_10_OR_LATER,
  ],
  [
    '7dd9959a-e808-477a-ab89-b2e3d3ed1f65',
    'Windows 11 Client, version 22H2 and later, Servicing Drivers',
    WINDOWS,
    { windows: { minimum: '10.0.22350', type: 'workstation' } },
  ],
  [
    'bfeb1830-4b34-40d0-a2d7-8d6f994ddb58',
    'Windows 11 Client, version 22H2 and later, Upgrade & Servicing Drivers',
    WINDOWS,
    { windows: { minimum: '10.0.22350', type: 'workstation' } },
  ],
  [
    '11723676-6eb1-4cf6-b86a-6fae8e2d5f1e',
    'Windows - Server, version 21H2 and later, Servicing Drivers',
    WINDOWS,
    serverFrom('10.0.20348'),
  ],
  ['dd78b8a1-0b20-45c1-add6-4da72e9364cf', 'OOBE ZDP', WINDOWS, CLIENT_10_OR_LATER],
  ['ab1852d6-15fd-4bf0-acd1-d276a5ea82fb', 'Windows 11 Dynamic Update', WINDOWS, WINDOWS_11],
  ['e104dd76-2895-41c4-9eb5-c483a61e9427', 'Windows 10 Feature On Demand', WINDOWS, CLIENT_10_OR_LATER],
  [
    '30eb551c-6288-4716-9a78-f300ec36d72b',
    'Microsoft 365 Apps/Office 2019/Office LTSC',
    OFFICE,
    CLICK_TO_RUN,
  ],
  ['25aed893-7c2d-4a31-ae22-28ff8ac150ed', 'Office 2016', OFFICE, true],
  ['704a0a4a-518f-4d69-9e03-10ba44198bd5', 'Office 2013', OFFICE, true],
  ['f7fcd7d7-a163-4b27-970a-48bc02023df1', 'Exchange Server 2019', EXCHANGE, true],
  ['aeefa997-63b8-4c01-b19c-c19e1081b4ce', 'Microsoft SQL Server 2022', SQL_SERVER, true],
  ['97b8b817-fce1-44e4-ac26-61127d4604c0', 'Microsoft SQL Server 2019', SQL_SERVER, true],
  ['64ccdfc7-8e8c-4404-a572-a3daf7dff673', '.NET 8.0', DEVELOPER_TOOLS, true],
  ['3a8f2a23-211a-4969-9f10-50ee09f0a2db', '.NET 6.0', DEVELOPER_TOOLS, true],
  ['5cc25303-143f-40f3-a2ff-803a1db69955', 'Locally published packages', LOCAL_PUBLISHER, true],
];

/** Names people use for products that are called otherwise in the catalogue. */
const aliases: Readonly<Record<string, string>> = {
  'Windows Server 2025': 'Microsoft Server Operating System-24H2',
  'Windows Server 2022': 'Microsoft Server operating system-21H2',
  'Microsoft 365 Apps': 'Microsoft 365 Apps/Office 2019/Office LTSC',
  'Windows Defender': 'Microsoft Defender Antivirus',
};

/** Every built-in category. */
export const wellKnownCategories: readonly WellKnownCategory[] = [
  ...companies.map(([updateId, name]) => entry(updateId, name, 'Company')),
  ...families.map(([updateId, name]) => entry(updateId, name, 'ProductFamily', MICROSOFT)),
  ...products.map(([updateId, name, parent, installed]) =>
    entry(updateId, name, 'Product', parent, installed),
  ),
  ...classifications.map(([updateId, name]) => entry(updateId, name, 'UpdateClassification')),
];

/** Other names of built-in categories, as `nameKey` writes them, and the name each stands for. */
export const categoryAliases: ReadonlyMap<string, string> = new Map(
  Object.entries(aliases).map(([alias, name]) => [nameKey(alias), name]),
);

function entry(
  updateId: string,
  name: string,
  type: CategoryType,
  parent?: string,
  installed: SeedRule = true,
): WellKnownCategory {
  return { updateId, name, type, installed, ...(parent !== undefined && { parent }) };
}
