/**
 * Sends what is not on its way already; what is, resolves at once. A second press of the same button would be refused,
 * since the first has done it.
 */
export function onceUnderWay<Act>(send: (act: Act) => Promise<void>): (act: Act) => Promise<void> {
  const underWay = new Set<string>();
  return async (act) => {
    const key = JSON.stringify(act);
    if (underWay.has(key)) return;
    underWay.add(key);
    try {
      await send(act);
    } finally {
      underWay.delete(key);
    }
  };
}
