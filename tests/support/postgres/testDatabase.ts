import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { serverUrl } from './sharedCluster.ts';

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** The URL of an empty database on the tests' server; it is dropped when the test ends. */
export async function createTestDatabase(settings = ''): Promise<string> {
  const server = await serverUrl(inject('clusterFolder'));
  const name = `lectern_test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `create database ${name} ${settings}`);
  onTestFinished(() => onServer(server, `drop database ${name} with (force)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
