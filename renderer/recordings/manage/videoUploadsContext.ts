import { createContext, useContext } from 'react';
import type { ManagedItem } from './manageItems.ts';

export type VideoUploadActs = {
  /** Sends a video that was dropped, after asking where it would replace one. */
  readonly send: (item: ManagedItem, file: File) => void;
  /** Lets the person choose one first. */
  readonly choose: (item: ManagedItem) => void;
};

export const VideoUploadsContext = createContext<VideoUploadActs | null>(null);

export function useVideoUploads(): VideoUploadActs {
  const acts = useContext(VideoUploadsContext);
  if (!acts) throw new Error('this needs VideoUploads around it');
  return acts;
}
