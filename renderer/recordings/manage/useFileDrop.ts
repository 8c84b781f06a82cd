import { type DragEvent, useRef, useState } from 'react';

export type FileDrop = {
  /** A file is held over it. */
  readonly isOver: boolean;
  readonly props: {
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
  };
};

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files');

/** A place that takes one file; of several, the first. What stands inside it may take files of its own. */
export function useFileDrop(onFile: (file: File) => void): FileDrop {
  const [isOver, setOver] = useState(false);
  // A drag enters a child before it leaves the parent.
  const inside = useRef(0);
  const taken = (event: DragEvent): boolean => {
    if (!hasFiles(event)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const move = (by: number) => (event: DragEvent) => {
    if (!taken(event)) return;
    inside.current = Math.max(0, inside.current + by);
    setOver(inside.current > 0);
  };
  return {
    isOver,
    props: {
      onDragEnter: move(1),
      onDragLeave: move(-1),
      onDragOver: (event) => {
        if (taken(event)) event.dataTransfer.dropEffect = 'copy';
      },
      onDrop: (event) => {
        if (!taken(event)) return;
        inside.current = 0;
        setOver(false);
        const [file] = event.dataTransfer.files;
        if (file) onFile(file);
      },
    },
  };
}
