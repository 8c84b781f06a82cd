import { type Settings, useSetting } from '../../workspace/settings.ts';

export type PanelTab = Settings['panelTab'];

/** What is shown beside the stage, remembered on this computer. The log is for who runs the stage. */
export function usePanelTab(runs: boolean): readonly [PanelTab, (tab: PanelTab) => void] {
  const [tab, choose] = useSetting('panelTab');
  return [tab === 'log' && !runs ? 'questions' : tab, choose];
}
