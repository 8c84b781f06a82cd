import { photoUrl } from '#shared/contracts/ipc.ts';
import { Face, type FaceProps } from '../design/Face.tsx';
import { useWorkshop } from '../sync/WorkshopScope.tsx';

type Props = Omit<FaceProps, 'photo'> & {
  /** The hash of the photo. */
  readonly photo: string | null;
};

/** The face of a person of the workshop in scope. */
export function PersonFace({ photo, ...face }: Props) {
  const { hub, id: workshopId } = useWorkshop();
  const url = photo === null ? null : photoUrl({ hub: hub.fingerprint, workshopId, id: photo });
  return <Face {...face} photo={url} />;
}
