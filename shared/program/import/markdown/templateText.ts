/**
 * Marks of text that a site generator or an archive put there and nobody wrote for this workshop. Short
 * pieces that only such text has.
 */
const MARKS: readonly RegExp[] = [
  /easy-to-use syntax for styling/i,
  /github flavored markdown/i,
  /editor on github/i,
  /(?:layout and styles|look and feel) from the (?:jekyll|hugo) theme/i,
  /\b(?:built|rebuild|powered|generated|made) (?:with|by) (?:jekyll|hugo|github pages|pelican|mkdocs|sphinx|wix|wordpress)/i,
  /github pages will run/i,
  /having trouble with pages/i,
  /github pages basics|github-pages-basics/i,
  /theme by\b.{0,60}\b(?:orderedlist|mmistakes|jekyll)/i,
  /hosted on github pages/i,
  /lorem ipsum|dolor sit amet/i,
  /^back to .{1,80}(?:listing|archive|overview|top|list|home)\.?$/i,
  /^(?:skip to (?:main )?content|edit this page|view (?:the project )?on github|page last updated\b.{0,40})$/i,
  /\b(?:your|insert|add|replace|put) (?:\w+ ){0,2}(?:text|content|title|name) here\b/i,
  /^this (?:page|site) was (?:generated|built)\b/i,
  /syntax highlighted code block/i,
];

const HEADINGS =
  /^(?:jekyll themes?|welcome to github pages|markdown|getting started with (?:jekyll|hugo))$/i;

export const isTemplateText = (text: string): boolean => MARKS.some((mark) => mark.test(text.slice(0, 2000)));
export const isTemplateHeading = (text: string): boolean => HEADINGS.test(text.trim());
