import { type Logger, pino } from 'pino';

export type Log = Logger;

/** JSON lines on stdout. Tokens and what people write are never given to it. */
export function createLog(level: string): Log {
  return pino({ level, base: { part: 'hub' }, timestamp: pino.stdTimeFunctions.isoTime });
}
