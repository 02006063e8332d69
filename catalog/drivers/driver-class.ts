/** What a driver says of itself in words. */
interface DriverNames {
  readonly class?: string | undefined;
  readonly provider?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly model?: string | undefined;
}

/**
 * Classes of printers in lower case. [MS-WUSP] §3.1.5.7 says `Printer`, the class of INF files; published documents
 * may have `Printers`, to which WHQL maps it (schema WindowsDriver, DriverClass).
 */
const PRINTER_CLASSES: readonly string[] = ['printer', 'printers'];

/** The class of INF files that add to the driver of a device instead of being it. */
const EXTENSION_CLASS = 'extension';

export function isPrinter({ class: name }: DriverNames): boolean {
  return PRINTER_CLASSES.includes(folded(name));
}

export function isExtension({ class: name }: DriverNames): boolean {
  return folded(name) === EXTENSION_CLASS;
}

/** The Provider and Manufacturer as one text that is the same for the same makers. */
export function makerOf({ provider, manufacturer }: DriverNames): string {
  return JSON.stringify([folded(provider), folded(manufacturer)]);
}

/**
 * The line of extension drivers one belongs to: of each line a device takes one. INF files tell lines by their
 * ExtensionId, which documents do not have; maker and model are the nearest thing, since they stay from version to
 * version. Two lines taken for one would hide an update; one taken for two costs an offer the client turns down,
 * so the narrower reading was chosen.
 */
export function extensionLineOf(driver: DriverNames): string {
  return JSON.stringify([makerOf(driver), folded(driver.model)]);
}

function folded(name: string | undefined): string {
  return (name ?? '').trim().toLowerCase();
}
