import type { CabTime } from './cab-format.ts';

/** The MS-DOS date and time words of a cabinet, [MS-CAB] §2.3, as plain fields. Takes any bits; checks no calendar. */
export function unpackCabTime(date: number, time: number): CabTime {
  return {
    year: 1980 + (date >>> 9),
    month: (date >>> 5) & 0xf,
    day: date & 0x1f,
    hour: time >>> 11,
    minute: (time >>> 5) & 0x3f,
    second: (time & 0x1f) * 2,
  };
}

/** The date and time words for `moment`; an odd second loses one. See {@link fitsCabTime}. */
export function packCabTime(moment: CabTime): { readonly date: number; readonly time: number } {
  return {
    date: ((moment.year - 1980) << 9) | (moment.month << 5) | moment.day,
    time: (moment.hour << 11) | (moment.minute << 5) | (moment.second >>> 1),
  };
}

/** Whether the fields of `moment` are ones a cabinet can carry. Month and day 0 mean "no date". */
export function fitsCabTime(moment: CabTime): boolean {
  return (
    within(moment.year, 1980, 2107) &&
    within(moment.month, 0, 12) &&
    within(moment.day, 0, 31) &&
    within(moment.hour, 0, 23) &&
    within(moment.minute, 0, 59) &&
    within(moment.second, 0, 59)
  );
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
