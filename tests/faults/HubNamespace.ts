import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a queue in front of a slow link holds, and how long a packet waits in it at most. */
const QUEUE = ['burst', '16kb', 'latency', '400ms'] as const;

/**
 * A network of its own for a hub, on the other end of a virtual cable: everybody's way to it is that cable, and what
 * goes wrong there goes wrong for all. Linux and root; needs iproute2 and iptables.
 */
export class HubNamespace {
  /** The hub's address. */
  readonly address: string;
  readonly #name: string;
  readonly #cable: string;
  /** Rules outside of it. */
  readonly #onThisSide: string[][] = [];

  private constructor(name: string, cable: string, address: string) {
    this.#name = name;
    this.#cable = cable;
    this.address = address;
  }

  static async create(): Promise<HubNamespace> {
    const id = randomBytes(3);
    const name = `lectern-${id.toString('hex')}`;
    const cable = `lec${id.toString('hex')}`;
    const at = (host: number) => `10.213.${id[0]}.${((id[1] ?? 0) & 0xf8) + host}`;
    const namespace = new HubNamespace(name, cable, at(2));
    try {
      await run('ip', ['netns', 'add', name]);
      await run('ip', [
        'link',
        'add',
        `${cable}a`,
        'type',
        'veth',
        'peer',
        'name',
        `${cable}b`,
        'netns',
        name,
      ]);
      await run('ip', ['addr', 'add', `${at(1)}/29`, 'dev', `${cable}a`]);
      await run('ip', ['link', 'set', `${cable}a`, 'up']);
      await namespace.#inside('ip', 'addr', 'add', `${at(2)}/29`, 'dev', `${cable}b`);
      await namespace.#inside('ip', 'link', 'set', `${cable}b`, 'up');
      await namespace.#inside('ip', 'link', 'set', 'lo', 'up');
      await namespace.#inside('iptables', '-L', '-n');
    } catch (error) {
      await namespace.remove();
      throw new Error(
        'These faults need a network namespace of their own: run them as root on Linux, with iproute2 and iptables installed.',
        { cause: error },
      );
    }
    return namespace;
  }

  /** What a command has to begin with to run in there. */
  get within(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#name];
  }

  /** What goes wrong from now on does not go wrong for these ports of ours. */
  async spare(protocol: 'tcp' | 'udp', ports: readonly number[]): Promise<void> {
    for (const port of ports) {
      await this.#rule('INPUT', '-p', protocol, '--sport', String(port), '-j', 'ACCEPT');
      await this.#rule('OUTPUT', '-p', protocol, '--dport', String(port), '-j', 'ACCEPT');
    }
  }

  /** Our TCP ports by which that process, or a child of it, is connected to somebody in there. */
  async portsOf(process: number): Promise<number[]> {
    const { stdout } = await run('ss', ['-H', '-t', '-n', '-p', 'dst', this.address]);
    const { stdout: children } = await run('pgrep', ['-P', String(process)]);
    const own = new Set([process, ...children.trim().split('\n').map(Number)]);
    return stdout.split('\n').flatMap((line) => {
      const [port, pid] = [/:(\d+)\s/.exec(line)?.[1], /pid=(\d+)/.exec(line)?.[1]];
      return port && own.has(Number(pid)) ? [Number(port)] : [];
    });
  }

  /** Resets every connection to the hub's port and takes no new one; media over UDP goes on. */
  async cutSocket(hub: string): Promise<void> {
    const { port } = new URL(hub);
    await this.#rule('INPUT', '-p', 'tcp', '--dport', port, '-j', 'REJECT', '--reject-with', 'tcp-reset');
  }

  /** Nothing comes through in either direction, and nobody is told: a cable that is pulled. */
  async cutAll(): Promise<void> {
    await this.#rule('INPUT', '-j', 'DROP');
    await this.#rule('OUTPUT', '-j', 'DROP');
  }

  async blockUdp(): Promise<void> {
    await this.#rule('INPUT', '-p', 'udp', '-j', 'DROP');
    await this.#rule('OUTPUT', '-p', 'udp', '-j', 'DROP');
  }

  /**
   * Closes the ways that media has taken, as another network or a router that forgets does: UDP from those ports of
   * ours, and TCP but for the hub's own port. A way from another port is open.
   */
  async closeWays(ports: readonly number[], hub: string): Promise<void> {
    const { port } = new URL(hub);
    await this.#rule('INPUT', '-p', 'tcp', '!', '--dport', port, '-j', 'DROP');
    for (const used of ports) {
      await this.#rule('INPUT', '-p', 'udp', '--sport', String(used), '-j', 'DROP');
      await this.#rule('OUTPUT', '-p', 'udp', '--dport', String(used), '-j', 'DROP');
    }
  }

  /**
   * Loses so many of a hundred packets each way, where they arrive: a packet that is dropped where it is sent is told
   * to the sender, and a media worker sends it again.
   */
  async lose(percent: number): Promise<void> {
    const some = ['-m', 'statistic', '--mode', 'random', '--probability', String(percent / 100)];
    await this.#rule('INPUT', ...some, '-j', 'DROP');
    const arriving = ['INPUT', '-i', `${this.#cable}a`, ...some, '-j', 'DROP'];
    await run('iptables', ['-A', ...arriving]);
    this.#onThisSide.push(arriving);
  }

  /** What everybody together can send to the hub, in kilobits a second. */
  async capUplink(kilobits: number): Promise<void> {
    await run('tc', [
      ...['qdisc', 'replace', 'dev', `${this.#cable}a`, 'root', 'tbf', 'rate', `${kilobits}kbit`],
      ...QUEUE,
    ]);
  }

  /** The process in there that takes UDP at that port. */
  async listenerAt(port: number): Promise<number> {
    const [ip = 'ip', ...within] = this.within;
    const { stdout } = await run(ip, [...within, 'ss', '-H', '-l', '-u', '-n', '-p', `sport = :${port}`]);
    const pid = Number(/pid=(\d+)/.exec(stdout)?.[1]);
    if (!pid) throw new Error(`nobody listens at ${port}: ${stdout}`);
    return pid;
  }

  /** The network is whole again. */
  async mend(): Promise<void> {
    await this.#inside('iptables', '-F');
    await this.#mendThisSide();
    // Fails where there is no queue, which is as it should be.
    await run('tc', ['qdisc', 'del', 'dev', `${this.#cable}a`, 'root']).catch(() => undefined);
  }

  /** Its cable goes with it. */
  async remove(): Promise<void> {
    await this.#mendThisSide();
    await run('ip', ['netns', 'del', this.#name]).catch(() => undefined); // it was never made
    await run('ip', ['link', 'del', `${this.#cable}a`]).catch(() => undefined); // gone with it already
  }

  async #mendThisSide(): Promise<void> {
    for (const rule of this.#onThisSide.splice(0)) await run('iptables', ['-D', ...rule]);
  }

  async #rule(chain: 'INPUT' | 'OUTPUT', ...rule: string[]): Promise<void> {
    await this.#inside('iptables', '-A', chain, ...rule);
  }

  async #inside(program: string, ...args: string[]): Promise<void> {
    const [ip = 'ip', ...within] = this.within;
    await run(ip, [...within, program, ...args]);
  }
}
