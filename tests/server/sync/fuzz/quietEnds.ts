const ended = /DatabaseClosedError|the app has ended/;

/**
 * What an app logs of work that its own end cut short is no fault, and thousands of histories end apps often;
 * everything else is logged as before. Returns how to stop.
 */
export function quietEnds(): () => void {
  const { error, warn } = console;
  const unlessEnded =
    (log: typeof console.error) =>
    (...said: unknown[]): void => {
      if (!said.some((one) => ended.test(String(one)))) log(...said);
    };
  console.error = unlessEnded(error);
  console.warn = unlessEnded(warn);
  return () => Object.assign(console, { error, warn });
}
