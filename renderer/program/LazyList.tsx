import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { chunksOf } from './chunks.ts';
import styles from './Program.module.css';

/** How many items (talks, and sessions without any) are drawn at once. */
const CHUNK = 30;
/** How tall an item is taken to be until it is drawn, in rem. */
const GUESS = 4.5;
/** How far from the view the next ones are drawn. */
const AHEAD = '1500px';

type Props<T> = {
  readonly items: readonly T[];
  /** How many items of the program it stands for. */
  readonly weigh: (item: T) => number;
  readonly draw: (item: T) => ReactNode;
};

/** An ordered list that draws what is near the view; the rest when it comes near. */
export function LazyList<T extends { readonly id: string }>({ items, weigh, draw }: Props<T>) {
  const chunks = useMemo(() => chunksOf(items, weigh, CHUNK), [items, weigh]);
  if (chunks.length === 1 && (chunks[0]?.weight ?? 0) <= CHUNK) return <ol>{items.map(draw)}</ol>;
  return chunks.map(({ first, weight, items: own }) => (
    <Chunk key={own[0]?.id ?? first} first={first + 1} weight={weight} holds={own.map(({ id }) => id)}>
      {() => own.map(draw)}
    </Chunk>
  ));
}

type ChunkProps = {
  readonly first: number;
  readonly weight: number;
  readonly holds: readonly string[];
  readonly children: () => ReactNode;
};

function Chunk({ first, weight, holds, children }: ChunkProps) {
  const [drawn, setDrawn] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    if (drawn || !list.current) return;
    const seen = new IntersectionObserver(
      (found) => found.some(({ isIntersecting }) => isIntersecting) && setDrawn(true),
      // What scrolls is around the page; a margin is only kept around what is named as root.
      { root: document.getElementById('page')?.parentElement ?? null, rootMargin: AHEAD },
    );
    seen.observe(list.current);
    return () => seen.disconnect();
  }, [drawn]);
  return (
    <ol
      ref={list}
      start={first}
      data-holds={holds.join(' ')}
      className={styles.chunk}
      style={drawn ? undefined : { minHeight: `${weight * GUESS}rem` }}
    >
      {drawn ? children() : null}
    </ol>
  );
}
