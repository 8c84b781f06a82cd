/** Asks, at the first use, whether the system may show reminders; without it the window shows them alone. */
export function askToNotify(): void {
  if (Notification.permission !== 'default') return;
  Notification.requestPermission().catch((error: unknown) =>
    console.warn('the system was not asked for notifications', error),
  );
}

export type SystemNotice = {
  /** One notice of a tag is shown at a time. */
  readonly tag: string;
  readonly title: string;
  readonly text: string;
  readonly open: () => void;
};

/** Shows a notice of the operating system, where that is allowed. */
export function notify({ tag, title, text, open }: SystemNotice): void {
  if (Notification.permission !== 'granted') return;
  const notice = new Notification(title, { body: text, tag });
  notice.onclick = () => {
    window.focus();
    open();
  };
}
