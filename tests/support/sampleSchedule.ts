/** How large a made-up schedule is. */
export type ScheduleSize = { readonly talks: number; readonly people: number };

const two = (value: number): string => String(value).padStart(2, '0');

/** A guid that is the same for the same number. */
const guid = (part: number, index: number): string =>
  `${part.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

/**
 * A made-up schedule in frab's JSON: talks of half an hour in three rooms on as many days as it takes,
 * from nine to five in Berlin. `titles` replaces single titles, by the talk's number.
 */
export function sampleSchedule(
  { talks, people }: ScheduleSize,
  titles: Readonly<Record<number, string>> = {},
): string {
  const rooms = ['Sample hall', 'Sample room 1', 'Sample room 2'];
  const slots = 16;
  const days: Record<string, Record<string, unknown[]>> = {};
  for (let i = 0; i < talks; i += 1) {
    const slot = Math.floor(i / rooms.length);
    const date = new Date(Date.UTC(2030, 5, 3 + Math.floor(slot / slots))).toISOString().slice(0, 10);
    const minutes = 9 * 60 + (slot % slots) * 30;
    const start = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
    const room = rooms[i % rooms.length] ?? '';
    const speakers = [3 * i, 3 * i + 1, 3 * i + 2].map((n) => n % people);
    const event = {
      guid: guid(1, i),
      id: i + 1,
      code: `T${i}`,
      date: `${date}T${start}:00+02:00`,
      start,
      duration: '00:30',
      room,
      slug: `sample-${i}`,
      url: `https://sample.example/talk/${i}`,
      title: titles[i] ?? `Sample talk ${i}`,
      subtitle: '',
      track: i % 2 === 0 ? 'Sample track A' : 'Sample track B',
      type: 'Talk',
      language: 'en',
      abstract: `What sample talk ${i} is about, in a sentence that is made up.`,
      description: '',
      recording_license: '',
      do_not_record: false,
      persons: [...new Set(speakers)].map((n) => ({
        code: `P${n}`,
        name: `Sample Person ${n}`,
        public_name: `Sample Person ${n}`,
        guid: guid(2, n),
        biography: null,
      })),
      links: [],
      attachments: [],
    };
    const day = days[date] ?? {};
    days[date] = { ...day, [room]: [...(day[room] ?? []), event] };
  }
  const dates = Object.keys(days).sort();
  return JSON.stringify({
    schedule: {
      version: '1.0',
      base_url: 'https://sample.example/',
      conference: {
        acronym: 'sample',
        title: 'A sample conference',
        start: dates[0],
        end: dates.at(-1),
        daysCount: dates.length,
        timeslot_duration: '00:05',
        time_zone_name: 'Europe/Berlin',
        rooms: rooms.map((name, i) => ({ name, slug: `room-${i}`, guid: guid(3, i) })),
        tracks: [
          { name: 'Sample track A', slug: 'a', color: '#0d6e68' },
          { name: 'Sample track B', slug: 'b', color: '#855000' },
        ],
        days: dates.map((date, index) => ({
          index: index + 1,
          date,
          day_start: `${date}T04:00:00+02:00`,
          day_end: `${date}T23:59:00+02:00`,
          rooms: days[date],
        })),
      },
    },
  });
}
