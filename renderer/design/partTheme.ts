import { createContext, useContext } from 'react';

/** The theme of a part of the page that has its own; what lies over that part follows it. */
export const PartTheme = createContext<'light' | 'dark' | undefined>(undefined);

/** The `data-theme` of a popover, a dialog or a tooltip, which React Aria puts at the end of the body. */
export function usePartTheme(): { readonly 'data-theme'?: 'light' | 'dark' } {
  const theme = useContext(PartTheme);
  return theme === undefined ? {} : { 'data-theme': theme };
}
