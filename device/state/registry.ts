/** Data a registry value has here, by its type. */
export type RegistryValue =
  | { readonly type: 'REG_SZ' | 'REG_EXPAND_SZ'; readonly data: string }
  | { readonly type: 'REG_DWORD' | 'REG_QWORD'; readonly data: number }
  | { readonly type: 'REG_MULTI_SZ'; readonly data: readonly string[] }
  | { readonly type: 'REG_BINARY'; readonly data: string };

/** The registry of a device. Keys and value names have no case; a key is there when a value or a key below it is. */
export interface Registry {
  hasKey(key: string): boolean;
  /** The default value has the empty name. */
  value(key: string, name: string): RegistryValue | undefined;
  /** Names of the values of a key, as they were first written. */
  names(key: string): readonly string[];
  /** Names of the keys directly below, as they were first written. */
  subkeys(key: string): readonly string[];
  /** Makes the key where it is missing. */
  addKey(key: string): void;
  set(key: string, name: string, value: RegistryValue): void;
  remove(key: string, name: string): void;
  /** Removes the key with all below it. */
  removeKey(key: string): void;
  /** Keys and values there are. */
  size(): number;
  /** One that is the same and changes by itself. */
  copy(): Registry;
}

const HIVES: ReadonlyMap<string, string> = new Map([
  ['hklm', 'hkey_local_machine'],
  ['hkcu', 'hkey_current_user'],
  ['hkcr', 'hkey_classes_root'],
  ['hku', 'hkey_users'],
  ['hkcc', 'hkey_current_config'],
]);

interface Key {
  readonly values: Map<string, RegistryValue>;
  /** Names of values as written, by their lower case. */
  readonly names: Map<string, string>;
  /** Names as written, by their lower case. */
  readonly below: Map<string, string>;
}

/** A registry with nothing in it. */
export function createRegistry(): Registry {
  return registryOver(new Map());
}

/** `keys` by their paths, hives by their long names, in lower case. */
function registryOver(keys: Map<string, Key>): Registry {
  const make = (path: string): Key => {
    const [hive, ...steps] = stepsOf(path);
    let at = hive.toLowerCase();
    let key = keyAt(keys, at);
    for (const step of steps) {
      const name = step.toLowerCase();
      if (!key.below.has(name)) key.below.set(name, step);
      at += `\\${name}`;
      key = keyAt(keys, at);
    }
    return key;
  };
  const find = (path: string): Key | undefined => keys.get(nameOf(path));
  return {
    hasKey: (key) => find(key) !== undefined,
    value: (key, name) => find(key)?.values.get(name.toLowerCase()),
    names: (key) => {
      const found = find(key);
      return [...(found?.values.keys() ?? [])].map((name) => found?.names.get(name) ?? name);
    },
    subkeys: (key) => [...(find(key)?.below.values() ?? [])],
    addKey: (key) => {
      make(key);
    },
    set: (key, name, value) => {
      const { values, names } = make(key);
      const lower = name.toLowerCase();
      if (!values.has(lower)) names.set(lower, name);
      values.set(lower, value);
    },
    remove: (key, name) => {
      find(key)?.values.delete(name.toLowerCase());
    },
    removeKey: (key) => {
      const path = nameOf(key);
      for (const one of [...keys.keys()]) if (one === path || one.startsWith(`${path}\\`)) keys.delete(one);
      const end = path.lastIndexOf('\\');
      keys.get(path.slice(0, end))?.below.delete(path.slice(end + 1));
    },
    size: () => [...keys.values()].reduce((sum, { values }) => sum + 1 + values.size, 0),
    copy: () =>
      registryOver(
        new Map(
          [...keys].map(([path, { values, names, below }]) => [
            path,
            { values: new Map(values), names: new Map(names), below: new Map(below) },
          ]),
        ),
      ),
  };
}

function keyAt(keys: Map<string, Key>, path: string): Key {
  const found = keys.get(path) ?? { values: new Map(), names: new Map(), below: new Map() };
  keys.set(path, found);
  return found;
}

/** The steps of a path with the hive by its long name: rules write `HKEY_LOCAL_MACHINE`, people `HKLM`. */
function stepsOf(path: string): readonly [hive: string, ...below: string[]] {
  const [hive = '', ...steps] = path.split('\\').filter((step) => step !== '');
  return [HIVES.get(hive.toLowerCase()) ?? hive, ...steps];
}

/** What a key is kept by. */
function nameOf(path: string): string {
  return stepsOf(path).join('\\').toLowerCase();
}
