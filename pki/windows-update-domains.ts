/**
 * The domains of the online service, for emulated clouds: metadata, reporting, content, Delivery
 * Optimization, Store and Defender. Each stands for itself and all names below it. Source:
 * Microsoft's published endpoint lists for Windows Update, Delivery Optimization and WSUS.
 */
export const windowsUpdateDomains: readonly string[] = [
  'update.microsoft.com',
  'windowsupdate.com',
  'windowsupdate.microsoft.com',
  'ws.microsoft.com',
  'delivery.mp.microsoft.com',
  'do.dsp.mp.microsoft.com',
  'trafficshaping.dsp.mp.microsoft.com',
  'dsx.mp.microsoft.com',
  'displaycatalog.mp.microsoft.com',
  'licensing.mp.microsoft.com',
  'storecatalogrevocation.storequality.microsoft.com',
  'api.cdp.microsoft.com',
  'settings-win.data.microsoft.com',
  'definitionupdates.microsoft.com',
  'download.microsoft.com',
  'officecdn.microsoft.com',
  'officecdn.microsoft.com.edgesuite.net',
  'cdn.office.net',
  'wu.ec.azureedge.net',
  'win1910.ipv6.microsoft.com',
  'adl.windows.com',
  'wustat.windows.com',
  'login.live.com',
];
