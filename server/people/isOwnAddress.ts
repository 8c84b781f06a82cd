const onThisMachine = ['127.0.0.1', 'localhost', '[::1]'];

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && onThisMachine.includes(hostname);
}

/**
 * Whether an app that dialled `asked` reaches the hub that is to be reached at `own`. On this machine any
 * port is: who relays there is on the machine already.
 */
export function isOwnAddress(asked: string, own: string): boolean {
  const [dialled, ours] = [new URL(asked), new URL(own)];
  return dialled.origin === ours.origin || (isLoopback(dialled) && isLoopback(ours));
}
