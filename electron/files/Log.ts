/** Where services write what happened; never a token, never a person's words (design rule D5). */
export type Log = {
  readonly info: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly error: (text: string) => void;
};
