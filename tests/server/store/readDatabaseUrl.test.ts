import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '#server/config.ts';
import { DatabaseUrlError, readDatabaseUrl } from '#server/store/postgres/readDatabaseUrl.ts';

test('a database URL gives host, port, name, user, password and TLS', () => {
  const read = readDatabaseUrl('postgresql://ada:p%40ss@db.example.org:6000/hub%20one?sslmode=require');
  expect(read).toEqual({
    server: 'db.example.org:6000',
    database: 'hub one',
    connection: {
      host: 'db.example.org',
      port: 6000,
      database: 'hub one',
      user: 'ada',
      password: 'p@ss',
      ssl: true,
    },
  });
  expect(readDatabaseUrl('postgres://ada@[::1]/hub')).toMatchObject({
    server: '[::1]:5432',
    connection: { host: '::1', port: 5432, ssl: false },
  });
  expect(readDatabaseUrl('postgres://ada@localhost/hub?host=/run/postgresql').server).toBe('/run/postgresql');
});

test('TLS that does not verify the server is not to be had', () => {
  for (const mode of ['no-verify', 'prefer', 'allow', 'verify-ca', '']) {
    expect(() => readDatabaseUrl(`postgres://ada@db/hub?sslmode=${mode}`)).toThrow(DatabaseUrlError);
  }
  for (const trick of ['ssl=no-verify', 'uselibpqcompat=true', 'sslmode=require&ssl=0']) {
    expect(() => readDatabaseUrl(`postgres://ada@db/hub?${trick}`)).toThrow(DatabaseUrlError);
  }
  const absent = 'postgres://ada@db/hub?sslmode=verify-full&sslrootcert=/nowhere/ca.pem';
  expect(() => readDatabaseUrl(absent)).toThrow('its sslrootcert /nowhere/ca.pem cannot be read');
});

test.each([
  ['mysql://ada:hush@db/hub', 'it must begin with postgres://'],
  ['db.example.org', 'it is not a URL'],
  ['postgres://ada:hush@db:99999/hub', 'it is not a URL'],
  ['postgres://ada:hush@db/', 'it names no database'],
  ['postgres://db/hub', 'it names no user'],
  ['postgres:///hub', 'it names no host'],
  ['postgres://ada:hu%zzsh@db/hub', 'it has a % that does not stand before two hexadecimal digits'],
  ['postgres://ada:hush@db/hub?max=900', 'it has ?max=, which is not known here'],
])('DATABASE_URL=%s is a wrong setting, named without its value', (text, message) => {
  const read = () => readConfig({ DATABASE_URL: text });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(`The hub's settings are wrong. DATABASE_URL: ${message}`);
  expect(read).not.toThrow(/hush|hu%zzsh/);
});

test('without DATABASE_URL, or with an empty one, the database is a file in the data folder', () => {
  expect(readConfig({}).databaseUrl).toBeNull();
  expect(readConfig({ DATABASE_URL: '' }).databaseUrl).toBeNull();
  expect(readConfig({ DATABASE_URL: 'postgres://ada@db/hub' }).databaseUrl).toBe('postgres://ada@db/hub');
});
