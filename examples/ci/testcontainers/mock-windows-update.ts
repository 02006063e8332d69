import path from 'node:path';
import {
  GenericContainer,
  getContainerRuntimeClient,
  type StartedNetwork,
  type StartedTestContainer,
  Wait,
} from 'testcontainers';

/** How the double is started. Every part has a default. */
export interface MockWindowsUpdateOptions {
  /** An image built of the project's Containerfile. */
  readonly image?: string;
  /** What the catalogue starts with: `demo`, and seed files of this machine; `demo` unless told otherwise. */
  readonly seeds?: readonly string[];
  /** Host names clients use beside the one of `urls`: certificates are made for these and for Windows Update's. */
  readonly names?: readonly string[];
  /**
   * Port of plain HTTP, the same inside as outside. Without it a free one is picked outside; then addresses of files are told
   * for clients outside, and those of revocation lists, which stand in certificates, lead nowhere from there.
   */
  readonly httpPort?: number;
  /** A network whose containers find the double under `aliases`. Name `httpPort`, too, when clients outside use TLS. */
  readonly network?: StartedNetwork;
  /** Such as `fe2.update.microsoft.com`; `mock-wu hosts` lists the names of Windows Update. */
  readonly aliases?: readonly string[];
  /** More options of `mock-wu serve`. */
  readonly serve?: readonly string[];
}

/** A double in a container, from the outside. */
export interface StartedMockWindowsUpdate extends AsyncDisposable {
  readonly urls: { readonly http: string; readonly https: string; readonly control: string };
  /** The root certificate clients must trust. */
  readonly ca: { readonly pem: string };
  readonly container: StartedTestContainer;
  /** Runs a command in the container, such as `mockWu('computer', 'list', '--json')`; what it printed. Throws when it failed. */
  mockWu(...argv: readonly string[]): Promise<string>;
  /** Stops it and deletes its state. */
  stop(): Promise<void>;
}

const PORTS = { http: 8530, https: 8531, control: 8590 };
/** Making keys takes seconds on a busy machine. */
const PATIENCE_MILLISECONDS = 60_000;

/** Starts a double in a container of its own and resolves when clients may come. */
export async function startMockWindowsUpdateContainer(
  options: MockWindowsUpdateOptions = {},
): Promise<StartedMockWindowsUpdate> {
  const host = (await getContainerRuntimeClient()).info.containerRuntime.host;
  const container = await containerOf(options, host).start();
  const mockWu = (...argv: readonly string[]): Promise<string> => run(container, argv);
  const stop = async (): Promise<void> => {
    await container.stop();
  };
  try {
    const at = (port: number): string => `${host}:${container.getMappedPort(port)}`;
    const http = `http://${at(options.httpPort ?? PORTS.http)}`;
    // Over TLS a client tells the port it used, which says nothing of where plain HTTP is published.
    if (options.httpPort === undefined && options.network === undefined)
      await mockWu('config', 'set', `contentUrl=${http}`);
    const urls = { http, https: `https://${at(PORTS.https)}`, control: `http://${at(PORTS.control)}` };
    const ca = { pem: await mockWu('trust', '--format', 'pem') };
    return { urls, ca, container, mockWu, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function containerOf(options: MockWindowsUpdateOptions, host: string): GenericContainer {
  const { image = 'mock-windows-update', seeds = ['demo'], httpPort, network, aliases = [] } = options;
  const http = httpPort === undefined ? PORTS.http : { container: httpPort, host: httpPort };
  const files = seeds.filter((seed) => seed !== 'demo');
  const container = new GenericContainer(image)
    .withCommand(serveCommand(options, host))
    .withExposedPorts(http, PORTS.https, PORTS.control)
    .withCopyFilesToContainer(files.map((source) => ({ source, target: seedTarget(source), mode: 0o444 })))
    .withWaitStrategy(Wait.forLogMessage(/"event":"ready"/))
    .withStartupTimeout(PATIENCE_MILLISECONDS);
  return network === undefined ? container : container.withNetwork(network).withNetworkAliases(...aliases);
}

function serveCommand(options: MockWindowsUpdateOptions, host: string): string[] {
  const { seeds = ['demo'], httpPort = PORTS.http, serve = [] } = options;
  return [
    'serve',
    '--bind=0.0.0.0',
    // Out of the container there is no other way to the control API; Docker publishes it as widely as the other ports.
    '--control-bind=0.0.0.0',
    `--http-port=${httpPort}`,
    ...seeds.map((seed) => `--seed=${seed === 'demo' ? seed : seedTarget(seed)}`),
    ...namesOf(options, host).map((name) => `--name=${name}`),
    ...serve,
  ];
}

/** Certificates say that revocation lists are at the first name: one that leads there for those whose port is right. */
function namesOf(
  { names = [], aliases = [], network, httpPort }: MockWindowsUpdateOptions,
  host: string,
): string[] {
  const isForNetwork = network !== undefined && httpPort === undefined;
  return isForNetwork ? [...aliases, ...names, host] : [host, ...names, ...aliases];
}

const seedTarget = (source: string): string => `/seeds/${path.basename(source)}`;

async function run(container: StartedTestContainer, argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await container.exec(['mock-wu', ...argv]);
  if (exitCode !== 0) throw new Error(`mock-wu ${argv.join(' ')}: ${stderr.trim()}`);
  return stdout;
}
