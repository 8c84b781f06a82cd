/** What main itself says; everything else is in the page's catalog (design rule D4). */
export const words = { copyDiagnostics: 'Copy Diagnostics', newWindow: 'New Window' } as const;
