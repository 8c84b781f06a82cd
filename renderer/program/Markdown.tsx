import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { useMemo } from 'react';
import styles from './WorkshopPage.module.css';

const marked = new Marked({ gfm: true, async: false });

/** Markdown as text with links: no image, no style, no script; links open outside the app. */
export function readMarkdown(text: string): string {
  const clean = DOMPurify.sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: [
      'p',
      'a',
      'em',
      'strong',
      'code',
      'pre',
      'ul',
      'ol',
      'li',
      'blockquote',
      'br',
      'h1',
      'h2',
      'h3',
      'h4',
    ],
    ALLOWED_ATTR: ['href'],
    ALLOWED_URI_REGEXP: /^https?:/i,
  });
  return clean.replaceAll('<a ', '<a target="_blank" rel="noreferrer" ');
}

export function Markdown({ text }: { readonly text: string }) {
  const html = useMemo(() => readMarkdown(text), [text]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: DOMPurify has read it
  return <div className={styles.markdown} dangerouslySetInnerHTML={{ __html: html }} />;
}
