/** What update clients ask for configuration, updates, tickets to them, and where they report. */
const SERVICES = [
  'slscr.update.microsoft.com',
  'sls.update.microsoft.com',
  'fe2.update.microsoft.com',
  'fe2cr.update.microsoft.com',
  'fe3.delivery.mp.microsoft.com',
  'fe3cr.delivery.mp.microsoft.com',
  'fe6.delivery.mp.microsoft.com',
  'fe6cr.delivery.mp.microsoft.com',
  'sws.update.microsoft.com',
  'sws1.update.microsoft.com',
  'statsfe2.update.microsoft.com',
  'statsfe1.ws.microsoft.com',
  'statsfe2.ws.microsoft.com',
  'tsfe.trafficshaping.dsp.mp.microsoft.com',
  'update.microsoft.com',
  'www.update.microsoft.com',
  'us.update.microsoft.com',
  'windowsupdate.microsoft.com',
];

/** Where the files lie: plain HTTP. */
const CONTENT = [
  'download.windowsupdate.com',
  'au.download.windowsupdate.com',
  'ds.download.windowsupdate.com',
  'b1.download.windowsupdate.com',
  'au.b1.download.windowsupdate.com',
  'catalog.s.download.windowsupdate.com',
  'catalog.sf.dl.delivery.mp.microsoft.com',
  'dl.delivery.mp.microsoft.com',
  'tlu.dl.delivery.mp.microsoft.com',
  'emdl.ws.microsoft.com',
];

/** The cloud of Delivery Optimization. The real numbers vary; a client is told them by the first two. */
const DELIVERY_OPTIMIZATION = [
  'geo.prod.do.dsp.mp.microsoft.com',
  'geo-prod.do.dsp.mp.microsoft.com',
  'geover.prod.do.dsp.mp.microsoft.com',
  'geover-prod.do.dsp.mp.microsoft.com',
  'kv501.prod.do.dsp.mp.microsoft.com',
  'kv601.prod.do.dsp.mp.microsoft.com',
  'kv801.prod.do.dsp.mp.microsoft.com',
  'cp801.prod.do.dsp.mp.microsoft.com',
  'disc801.prod.do.dsp.mp.microsoft.com',
  'array801.prod.do.dsp.mp.microsoft.com',
];

/**
 * The host names of the online service that update traffic alone uses, from Microsoft's endpoint lists. Names other
 * programs of the machine need (sign-in, settings, Store, Office, Edge, trust lists, the catalogue's web
 * site) are left out on purpose: redirecting them would break those. A hosts file knows no wildcards.
 */
export const redirectedHostNames: readonly string[] = [...SERVICES, ...CONTENT, ...DELIVERY_OPTIMIZATION];
