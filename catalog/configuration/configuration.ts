import { type Clock, isoMoment, parseMoment } from '../../platform/clock.ts';
import { fail } from '../../platform/errors/index.ts';
import type { Settings } from '../store/settings.ts';
import { type Configuration, checkedConfiguration, completeConfiguration } from './configuration-values.ts';

/** The configuration of a store, and what one process says differently while it runs. */
export interface ConfigurationStore {
  /** Defaults, under what is stored, under what this process was started with. */
  current(): Configuration;
  /** What was set on purpose and stays. */
  stored(): Partial<Configuration>;
  /**
   * Stores values; `undefined` takes one back to its default. Clients hear of it by ConfigChanged when it is something
   * GetConfig tells, and by FileLocationChanged when content moves. Throws CONFIGURATION_INVALID.
   */
  set(values: { readonly [K in keyof Configuration]?: Configuration[K] | undefined }): Configuration;
  /** Lets clients know when what this process serves is not what was served before. Call it before serving. */
  announce(): void;
}

interface Ports {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly write: <T>(work: () => T) => T;
  /** The moment of the change under way, for what servers below are told. */
  readonly moment: () => number;
  readonly overrides: Partial<Configuration>;
}

/** Settings that hold what a process said of itself beyond the store. */
type Told = 'config_told' | 'content_told' | 'languages_told';

/** What GetConfig tells, and what decides in which group a client is: another one is a ConfigChanged. */
const TOLD: readonly (keyof Configuration)[] = [
  'protocolVersion',
  'isRegistrationRequired',
  'isInventoryRequired',
  'reportingLevel',
  'maxExtendedUpdates',
  'targeting',
];

export function createConfiguration(ports: Ports): ConfigurationStore {
  const { settings, clock, write } = ports;
  const overrides = checkedConfiguration(ports.overrides);
  const stored = (): Partial<Configuration> => readStored(settings.get('configuration'));
  const current = (): Configuration => completeConfiguration({ ...stored(), ...overrides });
  const tellConfig = (): void => {
    settings.set('config_last_change', later(settings.get('config_last_change') ?? '', clock));
  };
  // What a process says over the store is its own: another one that stores something cannot know of it.
  const ownWords = (): Readonly<Record<Told, string>> => {
    const [own, common] = [current(), completeConfiguration(stored())];
    const over = (name: keyof Configuration) => (own[name] === common[name] ? null : (own[name] ?? null));
    return {
      config_told: JSON.stringify(TOLD.map(over)),
      content_told: JSON.stringify(over('contentUrl')),
      languages_told: JSON.stringify(over('languages')),
    };
  };
  const nothingSaid = {
    config_told: JSON.stringify(TOLD.map(() => null)),
    content_told: 'null',
    languages_told: 'null',
  };
  const tellLanguages = (): void => {
    settings.set('languages_moment', ports.moment());
  };
  const isNews = (name: keyof typeof nothingSaid): boolean =>
    (settings.get(name) ?? nothingSaid[name]) !== ownWords()[name];
  return {
    current,
    stored,
    set: (values) =>
      write(() => {
        const before = completeConfiguration(stored());
        const next = { ...stored(), ...checkedConfiguration(values) };
        const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== undefined));
        settings.set('configuration', JSON.stringify(kept));
        settings.next('configuration_changes');
        const after = completeConfiguration(kept);
        if (TOLD.some((name) => before[name] !== after[name])) tellConfig();
        if (before.contentUrl !== after.contentUrl) settings.next('locations');
        if (before.languages !== after.languages) tellLanguages();
        return current();
      }),
    announce: () => {
      // Nothing is written where nothing is new: a start must not wait for a process that imports.
      if (!isNews('config_told') && !isNews('content_told') && !isNews('languages_told')) return;
      write(() => {
        const words = ownWords();
        if (isNews('config_told')) tellConfig();
        if (isNews('content_told')) settings.next('locations');
        if (isNews('languages_told')) tellLanguages();
        for (const [name, text] of Object.entries(words)) settings.set(name as keyof typeof words, text);
      });
    },
  };
}

function readStored(text: string | undefined): Partial<Configuration> {
  if (text === undefined) return {};
  try {
    return checkedConfiguration(JSON.parse(text) as Partial<Configuration>);
  } catch (error) {
    return fail('CONFIGURATION_INVALID', { problem: 'what the catalogue holds cannot be read' }, error);
  }
}

/** Now, or a millisecond after `last` where the clock has not moved on. */
function later(last: string, clock: Clock): string {
  const before = parseMoment(last);
  return isoMoment(Number.isNaN(before) ? clock.now() : Math.max(clock.now(), before + 1));
}
