/** As much of a captured track as the client and mediasoup-client's own fake handler touch. */
export class Track extends EventTarget {
  enabled = true;
  readyState = 'live';
  contentHint = '';
  readonly id = crypto.randomUUID();
  readonly kind: string;
  readonly label: string;

  constructor(kind: string, label = '') {
    super();
    this.kind = kind;
    this.label = label;
  }

  stop() {
    this.readyState = 'ended';
  }

  /** The device is pulled out, or the person ends it in the system's own bar. */
  unplug() {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}
