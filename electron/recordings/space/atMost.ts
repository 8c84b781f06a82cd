/** Calls at most once in so many milliseconds, the last time after the last wish. */
export function atMost(ms: number, act: () => void): { readonly call: () => void; readonly end: () => void } {
  let timer: NodeJS.Timeout | null = null;
  return {
    call: () => {
      timer ??= setTimeout(() => {
        timer = null;
        act();
      }, ms);
    },
    end: () => {
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
