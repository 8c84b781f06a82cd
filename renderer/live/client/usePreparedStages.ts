import { useEffect } from 'react';
import { useHubSocket } from '../../hub/socket.ts';
import { prepareStages } from './stageDevice.ts';

/** For screens from which a stage can be entered: the first click on it waits for less. */
export function usePreparedStages(): void {
  const wire = useHubSocket();
  useEffect(() => {
    const prepare = () => {
      if (wire.state === 'connected') void prepareStages(wire);
    };
    prepare();
    return wire.onState(prepare);
  }, [wire]);
}
