import { useEffect } from 'react';
import { CheckDialog } from '../check/CheckDialog.tsx';
import { readChosenDevices } from '../client/capture.ts';
import { useStageRoom } from './StageScope.ts';

/** The menu that it is opened from closes, and so what had the focus there is gone by the end. */
function useFocusBack(): void {
  useEffect(
    () => () => {
      if (document.activeElement !== document.body) return;
      document.querySelector<HTMLElement>('[data-testid="dock-devices"]')?.focus();
    },
    [],
  );
}

type Props = { readonly onStage: boolean; readonly onClose: () => void };

/** The check of one's devices while one is in the room. What is sent changes to another device when it ends. */
export function RoomCheck(props: Props) {
  const { client } = useStageRoom();
  useFocusBack();
  useEffect(() => {
    const before = readChosenDevices();
    return () => {
      const after = readChosenDevices();
      for (const source of ['microphone', 'camera'] as const) {
        if (after[source] !== before[source]) void client?.changeDevice(source);
      }
    };
  }, [client]);
  return <CheckDialog {...props} />;
}
