import { clockText } from '../room/clockText.ts';
import { useHubSecond } from '../together/useHubSecond.ts';

type Props = {
  /** ms since epoch by the hub's clock. */
  readonly since: number;
  readonly words: (time: string) => string;
};

/** For how long a hand has been up, counting. */
export function Waiting({ since, words }: Props) {
  const now = useHubSecond(since);
  return <span className="tabular">{words(clockText(Math.max(0, now - since) / 1000))}</span>;
}
