import { useEffect } from 'react';
import { CheckDialog } from '../check/CheckDialog.tsx';
import { readChosenDevices } from '../client/capture.ts';
import { useStageRoom } from './StageScope.ts';

type Props = { readonly onStage: boolean; readonly onClose: () => void };

/** The check of one's devices while one is in the room. What is sent changes to another device when it ends. */
export function RoomCheck(props: Props) {
  const { client } = useStageRoom();
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
