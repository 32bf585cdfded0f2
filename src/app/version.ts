declare const LABREPORT_VERSION: string | undefined;

/** labreport's version, from package.json; put in when labreport is built. */
export const version: string = typeof LABREPORT_VERSION === 'string' ? LABREPORT_VERSION : 'unbuilt';
